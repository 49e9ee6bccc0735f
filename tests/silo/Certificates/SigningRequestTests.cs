using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Certificates;

/// <summary>Requests for certificates through the API, and with the real kubectl.</summary>
[Collection(SiloCollection.Name)]
public sealed class SigningRequestTests(SiloFixture silo)
{
    private const string Path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

    [Fact]
    public async Task It_says_who_asks_whatever_the_client_claims()
    {
        var created = (await silo.Api.PostAsync(Path, Body("who", """ ,"username":"root","groups":["x"] """))).ShouldBe(201);
        var spec = created.Json.GetProperty("spec");
        spec.GetProperty("username").GetString().ShouldNotBe("root");
        spec.GetProperty("groups").EnumerateArray().Select(group => group.GetString()).ShouldContain("system:masters");
        (await silo.Api.GetAsync(Path + "?fieldSelector=spec.signerName%3Dexample.com/signer-who")).Names.ShouldBe(["who"]);
    }

    [Fact]
    public async Task Approval_goes_through_its_subresource()
    {
        (await silo.Api.PostAsync(Path, Body("approve"))).ShouldBe(201);
        const string Approved = """{"status":{"conditions":[{"type":"Approved","status":"True","reason":"Test"}]}}""";
        (await silo.Api.PatchAsync(Path + "/approve", Approved)).ShouldBe(200).Json.GetProperty("status").TryGetProperty("conditions", out _).ShouldBeFalse();
        (await silo.Api.PatchAsync(Path + "/approve/status", Approved)).ShouldBe(422).Message.ShouldContain("updates may not add a condition of type \"Approved\"");
        var approved = (await silo.Api.PatchAsync(Path + "/approve/approval", Approved)).ShouldBe(200);
        var condition = approved.Json.GetProperty("status").GetProperty("conditions")[0];
        condition.GetProperty("lastUpdateTime").GetString().ShouldNotBeNullOrEmpty();
        condition.GetProperty("lastTransitionTime").GetString().ShouldNotBeNullOrEmpty();
        (await silo.Api.GetAsync(Path + "/approve/approval")).ShouldBe(200);
    }

    [SkippableFact]
    public async Task Kubectl_approves_and_denies()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        foreach (var verdict in (string[])["approve", "deny"])
        {
            var name = "kubectl-" + verdict;
            (await silo.Api.PostAsync(Path, Body(name))).ShouldBe(201);
            var (code, _, error) = await new KubectlCommand(silo, KubectlCommand.Installed[0]).RunAsync(null, "certificate", verdict, name);
            code.ShouldBe(0, error);
            var shown = await new KubectlCommand(silo, KubectlCommand.Installed[0]).RunAsync(null, "get", "csr", name, "--no-headers");
            shown.Output.ShouldEndWith(verdict == "approve" ? "Approved" : "Denied");
        }
    }

    private static string Body(string name, string more = "")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest("CN=me", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var request = Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
        return $$$"""
            {"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"{{{name}}}"},
             "spec":{"request":"{{{request}}}","signerName":"example.com/signer-{{{name}}}","usages":["client auth"]{{{more}}}}}
            """;
    }
}
