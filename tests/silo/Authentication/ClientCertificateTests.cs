using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Silo.Pki;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authentication;

/// <summary>Who a client certificate says its holder is.</summary>
[Collection(SiloCollection.Name)]
public sealed class ClientCertificateTests(SiloFixture silo)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    [Fact]
    public async Task Name_organizations_and_uid_are_read()
    {
        var certificate = Issue(subject =>
        {
            subject.AddOrganizationName("system:masters");
            subject.AddOrganizationName("b");
            subject.AddCommonName("ann");
            subject.Add("1.3.6.1.4.1.57683.2", "uid-7");
        });
        using var http = silo.Client(certificate: certificate);
        var user = (await new ApiClient(http).PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).ShouldBe(201)
            .Json.GetProperty("status").GetProperty("userInfo");
        user.GetProperty("username").GetString().ShouldBe("ann");
        user.GetProperty("uid").GetString().ShouldBe("uid-7");
        user.GetProperty("groups").EnumerateArray().Select(group => group.GetString()).ShouldBe(["system:masters", "b", "system:authenticated"], ignoreOrder: true);
        using var x509 = X509Certificate2.CreateFromPem(certificate.CertificatePem);
        user.GetProperty("extra").GetProperty("authentication.kubernetes.io/credential-id")[0].GetString()
            .ShouldBe("X509SHA256=" + Convert.ToHexStringLower(SHA256.HashData(x509.RawData)));
    }

    [Fact]
    public async Task Two_uids_are_nobody() => await ShouldBeRefusedAsync(Issue(subject =>
    {
        subject.AddCommonName("ann");
        subject.Add("1.3.6.1.4.1.57683.2", "a");
        subject.Add("1.3.6.1.4.1.57683.2", "b");
    }));

    [Fact]
    public async Task Without_a_name_it_is_nobody() => await ShouldBeRefusedAsync(Issue(subject => subject.AddOrganizationName("system:masters")));

    [Fact]
    public async Task Expired_it_is_answered_with_401_and_not_with_a_broken_handshake() =>
        await ShouldBeRefusedAsync(Issue(subject => subject.AddCommonName("ann"), daysFromNow: -1));

    [Fact]
    public async Task A_servers_certificate_is_no_clients() =>
        await ShouldBeRefusedAsync(Issue(subject => subject.AddCommonName("ann"), usage: ServerAuthentication));

    [Fact]
    public async Task A_good_token_counts_beside_a_wrong_certificate()
    {
        using var http = silo.Client(SiloFixture.AdminToken, Issue(subject => subject.AddCommonName("ann"), daysFromNow: -1));
        (await new ApiClient(http).GetAsync("/api/v1/namespaces")).ShouldBe(200);
    }

    private async Task ShouldBeRefusedAsync(IssuedCertificate certificate)
    {
        using var http = silo.Client(certificate: certificate);
        (await new ApiClient(http).GetAsync("/apis")).ShouldBeStatus(401, "Unauthorized", "Unauthorized");
    }

    private IssuedCertificate Issue(Action<X500DistinguishedNameBuilder> subject, int daysFromNow = 1, string usage = ClientAuthentication)
    {
        var name = new X500DistinguishedNameBuilder();
        subject(name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        var end = DateTimeOffset.UtcNow.AddDays(daysFromNow);
        var authority = silo.Pki.Authority;
        using var signing = authority.GetECDsaPrivateKey()!;
        using var certificate = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(signing), end.AddDays(-2), end, [1, 2, 3]);
        return new IssuedCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}

/// <summary>Attributes that the platform's builder has no method for.</summary>
internal static class DistinguishedNames
{
    public static void Add(this X500DistinguishedNameBuilder name, string oid, string value) => name.Add(new Oid(oid), value);
}
