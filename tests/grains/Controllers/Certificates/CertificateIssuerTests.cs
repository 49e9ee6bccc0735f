using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers.Certificates;

namespace Orchestrator.Grains.Tests.Controllers.Certificates;

public sealed class CertificateIssuerTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _authority;

    public CertificateIssuerTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(400));
    }

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(null, (365 * 24 * 60) - 5)]
    [InlineData(60, 10)]
    [InlineData(3600, 60)]
    [InlineData(9 * 3600, (9 * 60) - 5)]
    [InlineData(int.MaxValue, (365 * 24 * 60) - 5)]
    public void It_holds_as_long_as_asked_within_bounds(int? seconds, int minutes)
    {
        using var certificate = Issue(SignerRulesTests.Request("CN=me"), ["client auth"], seconds, Now);
        certificate.NotBefore.ToUniversalTime().ShouldBe(Now.AddMinutes(-5).UtcDateTime);
        certificate.NotAfter.ToUniversalTime().ShouldBe(Now.AddMinutes(minutes).UtcDateTime);
    }

    [Fact]
    public void It_never_outlives_its_authority()
    {
        using var certificate = Issue(SignerRulesTests.Request("CN=me"), ["client auth"], null, Now.AddDays(300));
        certificate.NotAfter.ShouldBe(_authority.NotAfter);
    }

    [Fact]
    public void It_certifies_what_was_asked_for_and_no_more()
    {
        using var certificate = Issue(SignerRulesTests.Request("O=system:nodes, CN=system:node:a", "dns,ip"), ["digital signature", "server auth"], null, Now);
        certificate.MatchesHostname("node.example.com").ShouldBeTrue();
        certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages.ShouldBe(X509KeyUsageFlags.DigitalSignature);
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value.ShouldBe("1.3.6.1.5.5.7.3.1");
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeFalse();
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = Now.UtcDateTime } };
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.Build(certificate).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", 24 * 60)]
    [InlineData("Approved", 24 * 60)]
    [InlineData("Approved,issued", 70)]
    [InlineData("Denied", 70)]
    [InlineData("Approved,Failed", 70)]
    public void Requests_go_when_they_are_settled_or_stale(string state, int minutes)
    {
        var request = new CertificateSigningRequest { Metadata = new ObjectMeta { CreationTimestamp = Now.UtcDateTime } };
        foreach (var type in state.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (type == "issued")
            {
                request.Status.Certificate = System.Text.Encoding.ASCII.GetBytes(new CertificateIssuer(_authority).Issue(SignerRulesTests.Request("CN=me"), ["client auth"], null, Now));
            }
            else
            {
                (request.Status.Conditions ??= []).Add(new CertificateSigningRequestCondition { Type = type, Status = "True", LastUpdateTime = Now.UtcDateTime.AddMinutes(10) });
            }
        }

        CertificateRequestCleaner.DueAt(request).ShouldBe(Now.UtcDateTime.AddMinutes(minutes));
    }

    private X509Certificate2 Issue(RequestedCertificate request, string[] usages, int? seconds, DateTimeOffset now) =>
        X509Certificate2.CreateFromPem(new CertificateIssuer(_authority).Issue(request, usages, seconds, now));
}
