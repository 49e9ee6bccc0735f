using Orchestrator.Api.Patches;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class PatchTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task No_update_is_lost_when_everybody_patches_one_object()
    {
        var subject = cluster.ConfigMap("hot");
        await subject.CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => subject.PatchAsync($$$"""{"data":{"k{{{i}}}":"v"}}""")));

        results.ShouldAllBe(result => result.Code == 200);
        results.Select(result => result.Revision).Distinct().Count().ShouldBe(64);
        for (var i = 0; i < 64; i++)
        {
            subject.Read()!.ShouldContain($"\"k{i}\":\"v\"");
            results[i].At($"data.k{i}").ShouldBe("v");
            results[i].At("metadata.resourceVersion").ShouldBe(results[i].Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_patch_that_makes_an_object_invalid_changes_nothing()
    {
        var subject = cluster.Deployment("invalid");
        await subject.CreateAsync(Samples.Deployment);
        var before = subject.Read();

        (await subject.PatchAsync("""{"spec":{"replicas":-1}}""")).ExpectRefusal(422, "Invalid").ShouldContain("spec.replicas");

        subject.Read().ShouldBe(before);
    }

    [Fact]
    public async Task A_refused_patch_does_not_hurt_its_neighbours()
    {
        var subject = cluster.Deployment("neighbours");
        await subject.CreateAsync(Samples.Deployment);

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            subject.PatchAsync(i % 2 == 0 ? $$$$"""{"metadata":{"labels":{"l{{{{i}}}}":"v"}}}""" : """{"spec":{"replicas":-1}}""")));

        results.Where((_, i) => i % 2 == 0).ShouldAllBe(result => result.Code == 200);
        results.Where((_, i) => i % 2 == 1).ShouldAllBe(result => result.Code == 422);
        Enumerable.Range(0, 8).ShouldAllBe(i => subject.Read()!.Contains($"\"l{2 * i}\":\"v\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_patches_may_test_what_they_change()
    {
        var subject = cluster.ConfigMap("json");
        await subject.CreateAsync("""{"data":{"a":"1"}}""");

        (await subject.PatchAsync("""[{"op":"test","path":"/data/a","value":"1"},{"op":"replace","path":"/data/a","value":"2"}]""", PatchType.Json))
            .Expect(200).At("data.a").ShouldBe("2");
        (await subject.PatchAsync("""[{"op":"test","path":"/data/a","value":"1"}]""", PatchType.Json)).Code.ShouldBe(422);
    }

    [Fact]
    public async Task Strategic_patches_merge_lists_by_key()
    {
        var subject = cluster.Deployment("strategic");
        await subject.CreateAsync(Samples.Deployment);

        var body = (await subject.PatchAsync(
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox"}]}}}}""", PatchType.StrategicMerge)).Expect(200);

        body["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(container => container!.At("name")).Order().ShouldBe(["side", "web"]);
    }

    [Fact]
    public async Task A_patch_of_what_does_not_exist_is_not_found() =>
        (await cluster.ConfigMap("absent").PatchAsync("{}")).ExpectRefusal(404, "NotFound").ShouldBe("configmaps \"absent\" not found");

    [Fact]
    public async Task A_patch_with_a_stale_version_is_a_conflict()
    {
        var subject = cluster.ConfigMap("version");
        await subject.CreateAsync();

        (await subject.PatchAsync("""{"metadata":{"resourceVersion":"1"}}""")).ExpectRefusal(409, "Conflict");
    }

    [Fact]
    public async Task The_name_cannot_be_patched() =>
        (await (await cluster.ExistingConfigMapAsync("named")).PatchAsync("""{"metadata":{"name":"other"}}""")).ExpectRefusal(400, "BadRequest")
            .ShouldBe("the name of the object (other) does not match the name on the URL (named)");
}
