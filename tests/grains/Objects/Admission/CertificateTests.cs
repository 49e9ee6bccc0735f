using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Admission.Certificates;
using Orchestrator.Grains.Objects.Admission.NodeRestriction;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>Who may approve, sign and ask for certificates.</summary>
public sealed class CertificateTests
{
    private const string Group = "certificates.k8s.io";
    private const string ClientSigner = "kubernetes.io/kube-apiserver-client";
    private static readonly Caller Approver = Caller.Named("approver");
    private readonly Rights _rights = new();

    [Fact]
    public async Task Approving_takes_a_right_on_the_signer_or_its_domain()
    {
        var plugin = new CertificateApprovalPlugin(_rights);
        var request = Request("example.com/a", "CN=x");

        (await plugin.RefusalAsync(Asking.Update(Resource, request, request, Approver, "approval", Group)))
            .ShouldBe("certificatesigningrequests.certificates.k8s.io \"r\" is forbidden: user not permitted to approve requests with signerName \"example.com/a\"");
        _rights.Granted = "approver approve signers.certificates.k8s.io example.com/*";
        (await plugin.RefusalAsync(Asking.Update(Resource, request, request, Approver, "approval", Group))).ShouldBeNull();
        _rights.Granted = "approver approve signers.certificates.k8s.io example.com/a";
        (await plugin.RefusalAsync(Asking.Update(Resource, request, request, Approver, "approval", Group))).ShouldBeNull();
    }

    [Fact]
    public async Task Signing_takes_a_right_where_the_status_changes()
    {
        var plugin = new CertificateSigningPlugin(_rights);
        var request = Request("example.com/a", "CN=x");
        var signed = request.Replace("\"spec\":", "\"status\":{\"certificate\":\"QUJD\"},\"spec\":", StringComparison.Ordinal);

        (await plugin.RefusalAsync(Asking.Update(Resource, request, request, Approver, "status", Group))).ShouldBeNull();
        (await plugin.RefusalAsync(Asking.Update(Resource, signed, request, Approver, "status", Group)))!
            .ShouldContain("user not permitted to sign requests with signerName \"example.com/a\"");
    }

    [Fact]
    public async Task Nobody_asks_to_be_a_master()
    {
        var plugin = new CertificateSubjectRestrictionPlugin();

        (await plugin.RefusalAsync(Asking.Create(Resource, Request(ClientSigner, "O=system:masters, CN=me"), group: Group)))!
            .ShouldContain($"use of {ClientSigner} signer with system:masters group is not allowed");
        (await plugin.RefusalAsync(Asking.Create(Resource, Request(ClientSigner, "O=team, CN=me"), group: Group))).ShouldBeNull();
        (await plugin.RefusalAsync(Asking.Create(Resource, Request("example.com/a", "O=system:masters, CN=me"), group: Group))).ShouldBeNull();
    }

    [Fact]
    public async Task A_node_asks_in_its_own_name()
    {
        await using var cluster = new DisposableCluster();
        await cluster.Value.InitializeAsync();
        var plugin = new NodeRestrictionPlugin(cluster.Value.Replica, new Rights());
        var node = new Caller("system:node:n1", "", ["system:nodes"]);

        (await plugin.RefusalAsync(Asking.Create(Resource, Request("kubernetes.io/kubelet-serving", "O=system:nodes, CN=system:node:n2"), node, group: Group)))!
            .ShouldContain("can only create a node CSR with CN=system:node:n1");
        (await plugin.RefusalAsync(Asking.Create(Resource, Request("kubernetes.io/kubelet-serving", "O=system:nodes, CN=system:node:n1"), node, group: Group))).ShouldBeNull();
    }

    private static string Resource => "certificatesigningrequests";

    private static string Request(string signer, string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        return $$$"""{"metadata":{"name":"r"},"spec":{"signerName":"{{{signer}}}","usages":["client auth"],"request":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))}}}"}}""";
    }

    private sealed class Rights : IAuthorizer
    {
        public string Granted { get; set; } = "";

        public AccessDecision Authorize(in AccessAttributes attributes) =>
            Granted == $"{attributes.User} {attributes.Verb} {attributes.Resource}.{attributes.Group} {attributes.Name}" ? AccessDecision.Allow() : AccessDecision.NoOpinion;
    }

    private sealed class DisposableCluster : IAsyncDisposable
    {
        public TestCluster Value { get; } = new();

        public async ValueTask DisposeAsync() => await Value.DisposeAsync();
    }
}
