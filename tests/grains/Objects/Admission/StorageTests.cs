using Orchestrator.Grains.Objects.Admission.Storage;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>What admission does for claims, volumes and ingresses.</summary>
public sealed class StorageTests(AdmissionCluster cluster) : IClassFixture<AdmissionCluster>
{
    private const string Claim = """{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""";

    [Fact]
    public async Task A_claim_without_a_class_gets_the_newest_default_and_all_are_protected()
    {
        const string Default = """{"metadata":{"annotations":{"storageclass.kubernetes.io/is-default-class":"true"}},"provisioner":"p"}""";
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("persistentvolumeclaims", "before", ns).CreateAsync(Claim)).Expect(201).At("spec.storageClassName").ShouldBeNull();

        (await cluster.Subject("storageclasses", "a", "", "storage.k8s.io").CreateAsync(Default)).Expect(201);
        (await cluster.Subject("storageclasses", "b", "", "storage.k8s.io").CreateAsync("""{"provisioner":"p"}""")).Expect(201);

        var claim = (await cluster.Subject("persistentvolumeclaims", "after", ns).CreateAsync(Claim)).Expect(201);
        claim.At("spec.storageClassName").ShouldBe("a");
        claim["metadata"]!["finalizers"]!.ToJsonString().ShouldBe("""["kubernetes.io/pvc-protection"]""");
        (await cluster.Subject("persistentvolumeclaims", "none", ns).CreateAsync(Claim.Replace("\"spec\":{", "\"spec\":{\"storageClassName\":\"\",", StringComparison.Ordinal)))
            .Expect(201).At("spec.storageClassName").ShouldBe("");
    }

    [Fact]
    public async Task A_claim_grows_only_when_it_is_bound_and_its_class_allows_it()
    {
        (await cluster.Subject("storageclasses", "fixed", "", "storage.k8s.io").CreateAsync("""{"provisioner":"p"}""")).Expect(201);
        (await cluster.Subject("storageclasses", "elastic", "", "storage.k8s.io").CreateAsync("""{"provisioner":"p","allowVolumeExpansion":true}""")).Expect(201);
        const string More = """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""";
        var ns = await cluster.NamespaceAsync();
        foreach (var name in new[] { "fixed", "elastic" })
        {
            var claim = cluster.Subject("persistentvolumeclaims", name, ns);
            (await claim.CreateAsync(Claim.Replace("\"spec\":{", $"\"spec\":{{\"storageClassName\":\"{name}\",\"volumeName\":\"v\",", StringComparison.Ordinal))).Expect(201);
            (await claim.PatchAsync("""{"status":{"phase":"Bound","capacity":{"storage":"1Gi"}}}""", subresource: "status")).Expect(200);
        }

        (await cluster.Subject("persistentvolumeclaims", "fixed", ns).PatchAsync(More)).ExpectRefusal(403, "Forbidden").ShouldContain(
            "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
        (await cluster.Subject("persistentvolumeclaims", "elastic", ns).PatchAsync(More)).Expect(200).At("spec.resources.requests.storage").ShouldBe("2Gi");
    }

    [Fact]
    public async Task A_claim_that_is_not_bound_does_not_grow() => (await new PersistentVolumeClaimResizePlugin(cluster.Replica).RefusalAsync(
            Asking.Update("persistentvolumeclaims", """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""", Claim)))
        .ShouldBe("persistentvolumeclaims \"x\" is forbidden: Only bound persistent volume claims can be expanded");

    [Fact]
    public async Task An_ingress_without_a_class_gets_the_default()
    {
        const string Ingress = """{"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}}}""";
        var ns = await cluster.NamespaceAsync();
        (await cluster.Subject("ingressclasses", "edge", "", "networking.k8s.io").CreateAsync(
            """{"metadata":{"annotations":{"ingressclass.kubernetes.io/is-default-class":"true"}},"spec":{"controller":"example.com/c"}}""")).Expect(201);

        (await cluster.Subject("ingresses", "i", ns, "networking.k8s.io").CreateAsync(Ingress)).Expect(201).At("spec.ingressClassName").ShouldBe("edge");
        (await cluster.Subject("ingresses", "j", ns, "networking.k8s.io").CreateAsync(
                """{"metadata":{"annotations":{"kubernetes.io/ingress.class":"old"}},"spec":{"defaultBackend":{"service":{"name":"s","port":{"number":80}}}}}"""))
            .Expect(201).At("spec.ingressClassName").ShouldBeNull();
    }
}
