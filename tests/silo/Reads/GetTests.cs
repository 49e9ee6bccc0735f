using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reads;

/// <summary>What the revision asked for does to a read of one object.</summary>
[Collection(SiloCollection.Name)]
public sealed class GetTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task Any_revision_that_was_reached_shows_the_newest()
    {
        var ns = await silo.NamespaceAsync();
        var first = await _api.ConfigMapAsync(ns, "a");
        var path = $"/api/v1/namespaces/{ns}/configmaps/a";
        var last = (await _api.PatchAsync(path, """{"data":{"value":"2"}}""")).ShouldBe(200);
        foreach (var revision in new[] { "", "0", first.ResourceVersion, last.ResourceVersion })
        {
            (await _api.GetAsync($"{path}?resourceVersion={revision}")).ShouldBe(200).ResourceVersion.ShouldBe(last.ResourceVersion, revision);
        }
    }

    [Fact]
    public async Task A_revision_that_is_yet_to_come_times_out()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var answer = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a?resourceVersion=999999999")).ShouldBe(504);
        answer.Reason.ShouldBe("Timeout");
        answer.Message.ShouldStartWith("Timeout: Too large resource version: 999999999, current: ");
        answer.Json.GetProperty("details").GetProperty("causes")[0].GetProperty("reason").GetString().ShouldBe("ResourceVersionTooLarge");
    }

    [Fact]
    public async Task A_revision_that_comes_soon_is_awaited()
    {
        var ns = await silo.NamespaceAsync();
        var made = await _api.ConfigMapAsync(ns, "a");
        var path = $"/api/v1/namespaces/{ns}/configmaps/a";
        var waiting = _api.GetAsync($"{path}?resourceVersion={long.Parse(made.ResourceVersion) + 1}");
        var changed = (await _api.PatchAsync(path, """{"data":{"value":"2"}}""")).ShouldBe(200);
        long.Parse((await waiting).ShouldBe(200).ResourceVersion).ShouldBeLessThanOrEqualTo(long.Parse(changed.ResourceVersion));
    }

    [Fact]
    public async Task What_is_no_revision_is_a_bad_request() => (await _api.GetAsync("/api/v1/namespaces/default?resourceVersion=x")).ShouldBe(400);
}
