using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Orchestrator.Silo.Pki;
using Orchestrator.Silo.Tests.Authorization;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Certificates;

/// <summary>Requests for certificates that the control plane itself approves and signs.</summary>
[Collection(SiloCollection.Name)]
public sealed class SigningTests(SiloFixture silo) : IDisposable
{
    private const string Path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    private const string Client = "kubernetes.io/kube-apiserver-client";
    private const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task An_approved_client_certificate_lets_its_holder_in()
    {
        (await silo.Api.PostAsync(Path, Body("signed", Client, "CN=jane-of-csr, O=csr-group", "\"client auth\"", ",\"expirationSeconds\":3600"))).ShouldBe(201);
        await ApproveAsync("signed");
        var status = await UntilAsync("signed", status => status.TryGetProperty("certificate", out _));
        var pem = Encoding.ASCII.GetString(status.GetProperty("certificate").GetBytesFromBase64());
        using var certificate = X509Certificate2.CreateFromPem(pem);
        (certificate.NotAfter.ToUniversalTime() - DateTime.UtcNow).ShouldBeInRange(TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60));

        using var http = silo.Client(certificate: new IssuedCertificate(pem, _key.ExportPkcs8PrivateKeyPem()));
        var answer = (await new ApiClient(http).PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).ShouldBe(201);
        answer.Json.GetProperty("status").GetProperty("userInfo").GetProperty("username").GetString().ShouldBe("jane-of-csr");
        answer.Text.ShouldContain("csr-group");
    }

    [Fact]
    public async Task What_the_signer_does_not_certify_has_failed()
    {
        (await silo.Api.PostAsync(Path, Body("refused", Client, "CN=jane", "\"client auth\",\"server auth\""))).ShouldBe(201);
        await ApproveAsync("refused");
        var status = await UntilAsync("refused", status => status.GetProperty("conditions").GetArrayLength() == 2);
        var failed = status.GetProperty("conditions")[1];
        failed.GetProperty("type").GetString().ShouldBe("Failed");
        failed.GetProperty("reason").GetString().ShouldBe("SignerValidationFailure");
        failed.GetProperty("message").GetString().ShouldBe("invalid usage for client certificate: server auth");
    }

    [Fact]
    public async Task A_node_gets_its_client_certificate_when_it_may()
    {
        const string Usages = "\"client auth\",\"digital signature\"";
        (await silo.Api.PostAsync(
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"renewal"},"roleRef":{"kind":"ClusterRole","name":"system:certificates.k8s.io:certificatesigningrequests:selfnodeclient"},"subjects":[{"kind":"Group","name":"system:nodes"}]}""")).ShouldBe(201);
        var node = silo.As("system:node:csr-a", "system:nodes");
        (await node.PostAsync(Path, Body("own", KubeletClient, "O=system:nodes, CN=system:node:csr-a", Usages))).ShouldBe(201);

        // a machine that joins, with a bootstrap token
        (await silo.Api.PostAsync(
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"joins"},"roleRef":{"kind":"ClusterRole","name":"system:node-bootstrapper"},"subjects":[{"kind":"Group","name":"system:bootstrappers"}]}""")).ShouldBe(201);
        var machine = silo.As("system:bootstrap:abcdef", "system:bootstrappers");
        (await machine.PostAsync(Path, Body("anothers", KubeletClient, "O=system:nodes, CN=system:node:csr-b", Usages))).ShouldBe(201);
        var approved = (await UntilAsync("own", status => status.TryGetProperty("certificate", out _))).GetProperty("conditions")[0];
        approved.GetProperty("reason").GetString().ShouldBe("AutoApproved");
        approved.GetProperty("message").GetString().ShouldBe("Auto approving self kubelet client certificate after SubjectAccessReview.");
        (await silo.Api.GetAsync(Path + "/anothers")).Json.GetProperty("status").TryGetProperty("conditions", out _).ShouldBeFalse();

        (await silo.Api.PostAsync(
            "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
            """{"metadata":{"name":"first"},"roleRef":{"kind":"ClusterRole","name":"system:certificates.k8s.io:certificatesigningrequests:nodeclient"},"subjects":[{"kind":"Group","name":"system:bootstrappers"}]}""")).ShouldBe(201);
        var late = (await UntilAsync("anothers", status => status.TryGetProperty("certificate", out _))).GetProperty("conditions")[0];
        late.GetProperty("message").GetString().ShouldBe("Auto approving kubelet client certificate after SubjectAccessReview.");
    }

    private async Task ApproveAsync(string name) =>
        (await silo.Api.PatchAsync($"{Path}/{name}/approval", """{"status":{"conditions":[{"type":"Approved","status":"True","reason":"Test"}]}}""")).ShouldBe(200);

    private async Task<JsonElement> UntilAsync(string name, Func<JsonElement, bool> condition)
    {
        using var watch = await silo.Api.WatchAsync($"{Path}?watch=true&fieldSelector=metadata.name={name}");
        while (await watch.NextAsync() is { } e)
        {
            if (e.GetProperty("object").TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out _) && condition(status))
            {
                return status.Clone();
            }
        }

        throw new InvalidOperationException($"{name} did not come so far");
    }

    private string Body(string name, string signer, string subject, string usages, string more = "")
    {
        var request = Convert.ToBase64String(Encoding.ASCII.GetBytes(new CertificateRequest(subject, _key, HashAlgorithmName.SHA256).CreateSigningRequestPem()));
        return $$$"""
            {"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"{{{name}}}"},
             "spec":{"request":"{{{request}}}","signerName":"{{{signer}}}","usages":[{{{usages}}}]{{{more}}}}}
            """;
    }
}
