using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Admission.NodeRestriction;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>What an agent may touch.</summary>
public sealed class NodeRestrictionTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    private static readonly Caller N1 = new("system:node:n1", "", ["system:nodes", "system:authenticated"]);
    private readonly NodeRestrictionPlugin _plugin = new(cluster.Replica, new MastersAuthorizer());

    [Fact]
    public async Task Others_are_none_of_its_business()
    {
        (await RefusalAsync(Asking.Update("nodes", Node("n1", """ "x":"y" """), Node("n1")))).ShouldBeNull();
        (await RefusalAsync(Asking.Update("nodes", Node("n1"), Node("n1"), new Caller("system:node:n2", "", ["system:authenticated"])))).ShouldBeNull();
        (await RefusalAsync(Asking.Update("nodes", Node("n1"), Node("n1"), new Caller("system:node:", "", ["system:nodes"]))))!.ShouldContain("could not determine node from user \"system:node:\"");
    }

    [Fact]
    public async Task A_node_is_its_own_but_for_taints_and_labels()
    {
        (await RefusalAsync(Asking.Update("nodes", Node("n2"), Node("n2"), N1))).ShouldBe("nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"");
        (await RefusalAsync(Asking.Update("nodes", Node("n1", """ "kubernetes.io/os":"linux","mine":"1","a.node.kubernetes.io/b":"" """), Node("n1"), N1))).ShouldBeNull();
        (await RefusalAsync(Asking.Update("nodes", Node("n1", """ "node-restriction.kubernetes.io/a":"1","kubernetes.io/role":"x" """), Node("n1"), N1)))
            .ShouldBe("nodes \"n1\" is forbidden: is not allowed to modify labels: kubernetes.io/role, node-restriction.kubernetes.io/a");
        (await RefusalAsync(Asking.Create("nodes", Node("n1", """ "k8s.io/a":"1" """), N1)))
            .ShouldBe("nodes \"n1\" is forbidden: node \"n1\" is not allowed to set the following labels: k8s.io/a");
        (await RefusalAsync(Asking.Update("nodes", """{"metadata":{"name":"n1"},"spec":{"taints":[{"key":"a","effect":"NoSchedule"}]}}""", Node("n1"), N1)))
            .ShouldBe("nodes \"n1\" is forbidden: node \"n1\" is not allowed to modify taints");
    }

    [Fact]
    public async Task Pods_are_deleted_and_reported_on_where_they_are_bound()
    {
        (await RefusalAsync(Asking.Delete("pods", Pod("n1"), N1))).ShouldBeNull();
        (await RefusalAsync(Asking.Delete("pods", Pod("n2"), N1))).ShouldBe("pods \"p\" is forbidden: node \"n1\" can only delete pods with spec.nodeName set to itself");
        (await RefusalAsync(Asking.Update("pods", Pod("n1"), Pod("n1"), N1, "status"))).ShouldBeNull();
        (await RefusalAsync(Asking.Update("pods", Pod("n2"), Pod("n2"), N1, "status")))!.ShouldContain("node \"n1\" can only update pod status for pods with spec.nodeName set to itself");
        (await RefusalAsync(Asking.Update("pods", Pod("n1", """ "labels":{"a":"b"}, """), Pod("n1"), N1, "status")))!.ShouldContain("node \"n1\" cannot update labels through pod status");
        (await RefusalAsync(Asking.Update("pods", Pod("n1"), Pod("n1"), N1)))!.ShouldContain("unexpected operation \"UPDATE\", node \"n1\" can only create and delete mirror pods");
        (await RefusalAsync(Asking.Update("pods", Pod("n1"), Pod("n1"), N1, "ephemeralcontainers")))!
            .ShouldContain("unexpected pod subresource \"ephemeralcontainers\", only 'status' and 'eviction' are allowed");
    }

    [Fact]
    public async Task Only_mirror_pods_are_created_and_they_refer_to_nothing()
    {
        var uid = (await cluster.Subject("nodes", "n1", "").CreateAsync()).Expect(201).At("metadata.uid");
        string Mirror(string spec) =>
            $$"""{"metadata":{"name":"p","annotations":{"kubernetes.io/config.mirror":"x"},"ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n1","uid":"{{uid}}","controller":true}]},"spec":{"nodeName":"n1"{{spec}} } }""";

        (await RefusalAsync(Asking.Create("pods", Pod("n1"), N1)))!.ShouldContain("pod does not have \"kubernetes.io/config.mirror\" annotation, node \"n1\" can only create mirror pods");
        (await RefusalAsync(Asking.Create("pods", Mirror(""), N1))).ShouldBeNull();
        (await RefusalAsync(Asking.Create("pods", Mirror(""","serviceAccountName":"a" """), N1)))!.ShouldContain("can not create pods that reference a service account");
        (await RefusalAsync(Asking.Create("pods", Mirror(""","volumes":[{"name":"v","secret":{"secretName":"s"}}]"""), N1)))!.ShouldContain("can not create pods that reference secrets");
        (await RefusalAsync(Asking.Create("pods", Mirror(""","volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"s"}}]"""), N1)))!
            .ShouldContain("can not create pods that reference persistentvolumeclaims");
        (await RefusalAsync(Asking.Create("pods", Mirror("").Replace(uid!, "other", StringComparison.Ordinal), N1)))!.ShouldContain($"node n1 UID mismatch: expected other got {uid}");
    }

    [Fact]
    public async Task A_lease_has_its_node_s_name()
    {
        (await RefusalAsync(Lease("kube-node-lease", "n1"))).ShouldBeNull();
        (await RefusalAsync(Lease("default", "n1")))!.ShouldContain("can only access leases in the \"kube-node-lease\" system namespace");
        (await RefusalAsync(Lease("kube-node-lease", "n2")))!.ShouldContain("can only access node lease with the same name as the requesting node");

        static AdmissionAttributes Lease(string ns, string name) =>
            Asking.Create("leases", $$$"""{"metadata":{"name":"{{{name}}}","namespace":"{{{ns}}}"}}""", N1, group: "coordination.k8s.io");
    }

    private Task<string?> RefusalAsync(AdmissionAttributes attributes) => _plugin.RefusalAsync(attributes);

    private static string Node(string name, string labels = "") => $$$"""{"metadata":{"name":"{{{name}}}","labels":{ {{{labels}}} } } }""";

    private static string Pod(string node, string metadata = "") => $$$"""{"metadata":{ {{{metadata}}} "name":"p"},"spec":{"nodeName":"{{{node}}}"}}""";
}
