using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Admission.NodeRestriction;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>For which audiences an agent gets tokens of the pods on its node.</summary>
public sealed class NodeTokenTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    private static readonly Caller N1 = new("system:node:n1", "", ["system:nodes", "system:authenticated"]);

    [Fact]
    public async Task Those_that_the_pod_projects()
    {
        var ns = await cluster.NamespaceAsync();
        var uid = await PodAsync(ns, """{"name":"v","projected":{"sources":[{"serviceAccountToken":{"path":"t","audience":"vault"}}]}}""");
        (await RefusalAsync(ns, uid, "vault")).ShouldBeNull();
        (await RefusalAsync(ns, uid)).ShouldBeNull();
        (await RefusalAsync(ns, uid, "other")).ShouldBe(
            "serviceaccounts \"default\" is forbidden: audience \"other\" not found in pod spec volume, system:node:n1 is not authorized to request tokens for this audience");
        (await RefusalAsync(ns, uid, "vault", "other")).ShouldBe("serviceaccounts \"default\" is forbidden: node may only request 0 or 1 audiences");
    }

    [Theory]
    [InlineData("""{"name":"v","csi":{"driver":"DRIVER"}}""")]
    [InlineData("""{"name":"v","persistentVolumeClaim":{"claimName":"p-v"}}""")]
    [InlineData("""{"name":"v","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}""")]
    public async Task Those_that_the_driver_of_a_volume_asks_for(string volume)
    {
        var ns = await cluster.NamespaceAsync();
        var driver = ns + ".example.com";
        (await cluster.Subject("csidrivers", driver, "", "storage.k8s.io").CreateAsync("""{"spec":{"tokenRequests":[{"audience":"storage"}]}}""")).Expect(201);
        (await cluster.Subject("persistentvolumes", ns, "").CreateAsync(
            "{\"spec\":{\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"],\"csi\":{\"driver\":\"" + driver + "\",\"volumeHandle\":\"h\"}}}")).Expect(201);
        (await cluster.Subject("persistentvolumeclaims", "p-v", ns).CreateAsync(
            "{\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}},\"volumeName\":\"" + ns + "\"}}")).Expect(201);
        var uid = await PodAsync(ns, volume.Replace("DRIVER", driver, StringComparison.Ordinal));
        (await RefusalAsync(ns, uid, "storage")).ShouldBeNull();
        (await RefusalAsync(ns, uid, "other"))!.ShouldContain("audience \"other\" not found in pod spec volume");
    }

    [Fact]
    public async Task Those_that_a_role_allows_it()
    {
        var ns = await cluster.NamespaceAsync();
        var uid = await PodAsync(ns, """{"name":"v","emptyDir":{}}""");
        var rights = new Rights($"system:node:n1 request-serviceaccounts-token-audience registry {ns}/default");
        (await RefusalAsync(ns, uid, rights, "registry")).ShouldBeNull();
        (await RefusalAsync(ns, uid, rights, "other"))!.ShouldContain("is not authorized to request tokens for this audience");
    }

    private Task<string?> RefusalAsync(string ns, string uid, params List<string> audiences) => RefusalAsync(ns, uid, new MastersAuthorizer(), audiences);

    private Task<string?> RefusalAsync(string ns, string uid, IAuthorizer authorizer, params List<string> audiences)
    {
        var kinds = KindRegistry.BuiltIn();
        return new NodeRestrictionPlugin(cluster.Replica, authorizer).RefusalAsync(new AdmissionAttributes
        {
            Operation = AdmissionOperation.Create,
            Object = new TokenRequest { Spec = new() { Audiences = audiences, BoundObjectRef = new() { ApiVersion = "v1", Kind = "Pod", Name = "p", Uid = uid } } },
            Key = new ObjectKey("", "serviceaccounts", ns, "default"),
            Kind = kinds.TryGet(new GroupResource("", "serviceaccounts"))!,
            Subresource = "token",
            Caller = N1,
        });
    }

    private async Task<string> PodAsync(string ns, string volume) =>
        (await cluster.Subject("pods", "p", ns).CreateAsync("{\"spec\":{\"nodeName\":\"n1\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}],\"volumes\":[" + volume + "]}}"))
            .Expect(201).At("metadata.uid")!;

    private sealed class Rights(string granted) : IAuthorizer
    {
        public AccessDecision Authorize(in AccessAttributes attributes) =>
            granted == $"{attributes.User} {attributes.Verb} {attributes.Resource} {attributes.Namespace}/{attributes.Name}" ? AccessDecision.Allow() : AccessDecision.NoOpinion;
    }
}
