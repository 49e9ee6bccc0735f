using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Grains.Controllers.Certificates;

namespace Orchestrator.Grains.Tests.Controllers.Certificates;

public class SignerRulesTests
{
    private const string Node = "O=system:nodes, CN=system:node:a";
    private static readonly string[] ClientUsages = ["digital signature", "key encipherment", "client auth"];
    private static readonly string[] ServingUsages = ["digital signature", "server auth"];

    [Theory]
    [InlineData("client auth", null)]
    [InlineData("client auth,digital signature,key encipherment", null)]
    [InlineData("digital signature", "missing required usage for client certificate: client auth")]
    [InlineData("client auth,server auth", "invalid usage for client certificate: server auth")]
    public void Of_any_client(string usages, string? refusal) => SignerRules.Refusal(KubernetesSigners.Client, Request("CN=me"), usages.Split(',')).ShouldBe(refusal);

    [Theory]
    [InlineData(Node, "", null)]
    [InlineData("O=system:nodes, CN=a", "", "subject common name does not begin with system:node:")]
    [InlineData("O=others, CN=system:node:a", "", "subject organization is not system:nodes")]
    [InlineData("O=system:nodes, O=system:masters, CN=system:node:a", "", "subject organization is not system:nodes")]
    [InlineData(Node, "dns", "DNS subjectAltNames are not allowed")]
    [InlineData(Node, "ip", "IP subjectAltNames are not allowed")]
    [InlineData(Node, "email", "Email subjectAltNames are not allowed")]
    [InlineData(Node, "uri", "URI subjectAltNames are not allowed")]
    public void Of_a_node_as_client(string subject, string alternative, string? refusal) =>
        SignerRules.Refusal(KubernetesSigners.KubeletClient, Request(subject, alternative), ClientUsages).ShouldBe(refusal);

    [Fact]
    public void Usages_of_a_node_are_exact() =>
        SignerRules.Refusal(KubernetesSigners.KubeletClient, Request(Node), ["client auth"]).ShouldBe("usages did not match [client auth digital signature key encipherment]");

    [Theory]
    [InlineData(Node, "dns", null)]
    [InlineData(Node, "ip", null)]
    [InlineData(Node, "", "DNS or IP subjectAltName is required")]
    [InlineData(Node, "dns,email", "Email subjectAltNames are not allowed")]
    [InlineData(Node, "dns,uri", "URI subjectAltNames are not allowed")]
    [InlineData("O=system:nodes, CN=a", "dns", "subject common name does not begin with system:node:")]
    public void Of_a_node_as_server(string subject, string alternatives, string? refusal) =>
        SignerRules.Refusal(KubernetesSigners.KubeletServing, Request(subject, alternatives), ServingUsages).ShouldBe(refusal);

    [Fact]
    public void The_legacy_signer_asks_nothing_and_others_are_others()
    {
        SignerRules.Refusal(KubernetesSigners.LegacyUnknown, Request("CN=x"), ["code signing"]).ShouldBeNull();
        SignerRules.Knows("example.com/mine").ShouldBeFalse();
    }

    internal static RequestedCertificate Request(string subject, string alternatives = "")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (alternatives.Length > 0)
        {
            request.CertificateExtensions.Add(Alternatives(alternatives.Split(',')));
        }

        return RequestedCertificate.Read(Encoding.ASCII.GetBytes(request.CreateSigningRequestPem()));
    }

    private static X509Extension Alternatives(string[] kinds)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var kind in kinds)
        {
            switch (kind)
            {
                case "dns": names.AddDnsName("node.example.com"); break;
                case "ip": names.AddIpAddress(System.Net.IPAddress.Loopback); break;
                case "email": names.AddEmailAddress("me@example.com"); break;
                case "uri": names.AddUri(new Uri("https://example.com/")); break;
            }
        }

        return names.Build();
    }
}
