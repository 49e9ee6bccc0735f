namespace Orchestrator.Grains.Tests.Objects;

public sealed class NamespaceTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task A_namespace_begins_active_with_its_finalizer_and_its_name_as_label()
    {
        var body = (await cluster.Namespace("fresh").CreateAsync()).Expect(201);

        body.At("status.phase").ShouldBe("Active");
        body.At("spec.finalizers.0").ShouldBe("kubernetes");
        body["metadata"]!["labels"]!["kubernetes.io/metadata.name"]!.ToString().ShouldBe("fresh");
    }

    [Fact]
    public async Task A_namespace_goes_when_it_has_been_finalized()
    {
        var ns = cluster.Namespace("ending");
        await ns.CreateAsync();

        (await ns.DeleteAsync()).Expect(200).At("status.phase").ShouldBe("Terminating");
        (await ns.DeleteAsync()).Expect(200).At("status.phase").ShouldBe("Terminating");
        (await ns.PatchAsync("""{"spec":{"finalizers":null}}""")).Expect(200).At("spec.finalizers.0").ShouldBe("kubernetes");

        (await ns.UpdateAsync("""{"spec":{"finalizers":[]}}""", subresource: "finalize")).Expect(200);
        ns.Read().ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_is_created_in_a_namespace_that_is_ending()
    {
        var ns = cluster.Namespace("closing");
        await ns.CreateAsync();
        await ns.DeleteAsync();

        var result = await cluster.Subject("configmaps", "late", "closing").CreateAsync();

        result.ExpectRefusal(403, "Forbidden")
            .ShouldBe("configmaps \"late\" is forbidden: unable to create new content in namespace closing because it is being terminated");
        result.At("details.causes.0.reason").ShouldBe("NamespaceTerminating");
    }

    [Fact]
    public async Task The_namespaces_that_the_cluster_stands_on_stay() =>
        (await cluster.Namespace("default").DeleteAsync()).ExpectRefusal(403, "Forbidden")
            .ShouldBe("namespaces \"default\" is forbidden: this namespace may not be deleted");
}
