using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>What a node may do: its own objects, its pods, and what they refer to.</summary>
[Collection(SiloCollection.Name)]
public sealed class NodeAuthorizerTests(SiloFixture silo)
{
    private const string Storage = "/apis/storage.k8s.io/v1";

    [Fact]
    public async Task It_reads_what_its_pods_refer_to_and_no_more()
    {
        var ns = await silo.NamespaceAsync();
        await silo.Api.ConfigMapAsync(ns, "used");
        await silo.Api.ConfigMapAsync(ns, "unused");
        foreach (var secret in (string[])["env", "volume", "pull", "unused"])
        {
            (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/secrets", $$$$"""{"metadata":{"name":"{{{{secret}}}}"}}""")).ShouldBe(201);
        }

        await PodAsync(ns, "p", "reach-1", "null");
        var node = Node("reach-1");
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets/env")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets/volume")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets/pull")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets/unused")).ShouldBeStatus(
            403,
            "Forbidden",
            $"secrets \"unused\" is forbidden: User \"system:node:reach-1\" cannot get resource \"secrets\" in API group \"\" in the namespace \"{ns}\": no relationship found between node 'reach-1' and this object");
        (await node.GetAsync($"/api/v1/namespaces/{ns}/configmaps?fieldSelector=metadata.name%3Dused")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/configmaps/unused")).ShouldBe(403);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets")).ShouldBe(403).Message.ShouldEndWith("No Object name found");
        (await node.GetAsync("/api/v1/secrets")).ShouldBe(403).Message.ShouldEndWith("can only read namespaced object of this type");
        (await node.DeleteAsync($"/api/v1/namespaces/{ns}/secrets/env")).ShouldBe(403).Message.ShouldEndWith("can only read resources of this type");
        (await Node("reach-2").GetAsync($"/api/v1/namespaces/{ns}/secrets/env")).ShouldBe(403);

        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}/pods/p?gracePeriodSeconds=0")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets/env")).ShouldBe(403);
    }

    [Fact]
    public async Task A_mirror_pod_opens_nothing()
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/configmaps", """{"metadata":{"name":"used"}}""")).ShouldBe(201);
        (await silo.Api.PostAsync(
            $"/api/v1/namespaces/{ns}/pods",
            """
            {"metadata":{"name":"m","annotations":{"kubernetes.io/config.mirror":"x"}},
             "spec":{"nodeName":"reach-3","containers":[{"name":"c","image":"i","envFrom":[{"configMapRef":{"name":"used"}}]}]}}
            """)).ShouldBe(201);
        (await Node("reach-3").GetAsync($"/api/v1/namespaces/{ns}/pods/m")).ShouldBe(200);
        (await Node("reach-3").GetAsync($"/api/v1/namespaces/{ns}/configmaps/used")).ShouldBe(403);
    }

    [Fact]
    public async Task It_reads_the_pods_that_are_bound_to_it()
    {
        var ns = await silo.NamespaceAsync();
        await PodAsync(ns, "mine", "reach-4", "null");
        await PodAsync(ns, "other", "reach-5", "null");
        var node = Node("reach-4");
        (await node.GetAsync($"/api/v1/namespaces/{ns}/pods/mine")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/pods/other")).ShouldBe(403);
        (await node.GetAsync("/api/v1/pods?fieldSelector=spec.nodeName%3Dreach-4")).ShouldBe(200).Names.ShouldBe(["mine"]);
        (await node.GetAsync("/api/v1/pods?fieldSelector=spec.nodeName%3Dreach-5")).ShouldBe(403);
        (await node.GetAsync("/api/v1/pods")).ShouldBe(403).Message.ShouldEndWith("can only list/watch pods with spec.nodeName field selector");
    }

    [Fact]
    public async Task It_has_to_do_with_its_own_node_lease_and_drivers()
    {
        var node = Node("reach-6");
        (await node.GetAsync("/api/v1/nodes/reach-6")).ShouldBe(404);
        (await node.GetAsync("/api/v1/nodes/reach-7")).ShouldBe(403).Message.ShouldEndWith("node 'reach-6' cannot read 'reach-7', only its own Node object");
        (await node.GetAsync("/api/v1/nodes")).ShouldBe(403).Message.ShouldEndWith("node 'reach-6' cannot read all nodes, only its own Node object");
        (await node.DeleteAsync("/api/v1/nodes/reach-6")).ShouldBe(403);
        (await node.GetAsync("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/reach-6")).ShouldBe(404);
        (await node.GetAsync("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/reach-7")).ShouldBe(403).Message
            .ShouldEndWith("can only access node lease with the same name as the requesting node");
        (await node.GetAsync("/apis/coordination.k8s.io/v1/namespaces/default/leases/reach-6")).ShouldBe(403).Message
            .ShouldEndWith("can only access leases in the \"kube-node-lease\" system namespace");
        (await node.GetAsync($"{Storage}/csinodes/reach-6")).ShouldBe(404);
        (await node.GetAsync($"{Storage}/csinodes/reach-7")).ShouldBe(403);
        (await node.GetAsync("/api/v1/services")).ShouldBe(200);
        (await node.GetAsync("/apis/apps/v1/deployments")).ShouldBe(403);
    }

    [Fact]
    public async Task It_reaches_the_volumes_of_its_pods_and_their_secrets()
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/secrets", """{"metadata":{"name":"mount"}}""")).ShouldBe(201);
        (await silo.Api.PostAsync(
            "/api/v1/persistentvolumes",
            $$$$"""
            {"metadata":{"name":"{{{{ns}}}}"},"spec":{"capacity":{"storage":"1Gi"},"accessModes":["ReadWriteOnce"],"claimRef":{"namespace":"{{{{ns}}}}","name":"data"},
             "csi":{"driver":"example.com","volumeHandle":"v","nodeStageSecretRef":{"name":"mount","namespace":"{{{{ns}}}}"} } } }
            """)).ShouldBe(201);
        await PodAsync(ns, "p", "reach-8", "null");
        var node = Node("reach-8");
        (await node.GetAsync($"/api/v1/persistentvolumes/{ns}")).ShouldBe(200);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/persistentvolumeclaims/data")).ShouldBe(404);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/persistentvolumeclaims/other")).ShouldBe(403);
        (await node.GetAsync($"/api/v1/namespaces/{ns}/secrets/mount")).ShouldBe(200);
        (await Node("reach-9").GetAsync($"/api/v1/persistentvolumes/{ns}")).ShouldBe(403);
        (await Node("reach-9").GetAsync($"/api/v1/namespaces/{ns}/secrets/mount")).ShouldBe(403);
    }

    [Fact]
    public async Task Its_rules_cannot_be_listed()
    {
        var status = (await Node("reach-6").PostAsync("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}""")).ShouldBe(201)
            .Json.GetProperty("status");
        status.GetProperty("incomplete").GetBoolean().ShouldBeTrue();
        status.GetProperty("evaluationError").GetString().ShouldBe("node authorizer does not support user rule resolution");
    }

    private ApiClient Node(string name) => new(silo.Client(certificate: silo.Pki.IssueNode(name)));

    private async Task PodAsync(string ns, string name, string node, string annotations)
    {
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"default"}}""")).Code.ShouldBeOneOf(201, 409);
        (await silo.Api.PostAsync(
            $"/api/v1/namespaces/{ns}/pods",
            $$$$"""
            {"metadata":{"name":"{{{{name}}}}","annotations":{{{{annotations}}}}},
             "spec":{"nodeName":"{{{{node}}}}","imagePullSecrets":[{"name":"pull"}],
              "containers":[{"name":"c","image":"i","env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"env","key":"k"}}}],"envFrom":[{"configMapRef":{"name":"used"}}]}],
              "volumes":[{"name":"s","secret":{"secretName":"volume"}},{"name":"d","persistentVolumeClaim":{"claimName":"data"}}]}}
            """)).ShouldBe(201);
    }
}
