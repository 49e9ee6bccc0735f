using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reads;

[Collection(SiloCollection.Name)]
public sealed class WatchTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task A_watch_without_a_revision_begins_with_what_is_there()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
        await _api.ConfigMapAsync(ns, "b");
        (await watch.NextTextAsync()).ShouldBe("ADDED b");
    }

    [Fact]
    public async Task A_watch_from_a_revision_shows_each_change_after_it_once_and_in_order()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "before");
        var list = await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps");
        await _api.ConfigMapAsync(ns, "a");
        await _api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", """{"data":{"value":"2"}}""");
        var deleted = await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/a");
        deleted.ShouldBe(200);
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&resourceVersion={list.ResourceVersion}");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
        var modified = (await watch.NextAsync())!.Value;
        WatchReader.Type(modified).ShouldBe("MODIFIED");
        modified.GetProperty("object").GetProperty("data").GetProperty("value").GetString().ShouldBe("2");
        var gone = (await watch.NextAsync())!.Value;
        WatchReader.Type(gone).ShouldBe("DELETED");
        long.Parse(WatchReader.Metadata(gone, "resourceVersion")).ShouldBeGreaterThan(long.Parse(WatchReader.Metadata(modified, "resourceVersion")));
    }

    [Fact]
    public async Task With_a_selector_an_object_that_stops_matching_is_deleted_and_one_that_starts_is_added()
    {
        var ns = await silo.NamespaceAsync();
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&labelSelector=app%3Dx");
        await _api.ConfigMapAsync(ns, "a", "x");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
        var patched = await _api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", """{"metadata":{"labels":{"app":"y"}}}""");
        var gone = (await watch.NextAsync())!.Value;
        WatchReader.Type(gone).ShouldBe("DELETED");
        gone.GetProperty("object").GetProperty("metadata").GetProperty("labels").GetProperty("app").GetString().ShouldBe("x");
        WatchReader.Metadata(gone, "resourceVersion").ShouldBe(patched.ResourceVersion);
        await _api.PatchAsync($"/api/v1/namespaces/{ns}/configmaps/a", """{"metadata":{"labels":{"app":"x"}}}""");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
    }

    [Fact]
    public async Task A_watch_of_one_name_sees_no_other()
    {
        var ns = await silo.NamespaceAsync();
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true&fieldSelector=metadata.name%3Db");
        await _api.ConfigMapAsync(ns, "a");
        await _api.ConfigMapAsync(ns, "b");
        (await watch.NextTextAsync()).ShouldBe("ADDED b");
    }

    [Fact]
    public async Task The_deprecated_watch_path_works()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        using var watch = await _api.WatchAsync($"/api/v1/watch/namespaces/{ns}/configmaps");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
    }

    [Fact]
    public async Task A_watch_ends_with_a_bookmark_when_its_time_is_up()
    {
        var ns = await silo.NamespaceAsync();
        var list = await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps");
        using var watch = await _api.WatchAsync(
            $"/api/v1/namespaces/{ns}/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=1&resourceVersion={list.ResourceVersion}");
        var other = await silo.NamespaceAsync();
        var elsewhere = await _api.ConfigMapAsync(other, "a");
        var bookmark = (await watch.NextAsync())!.Value;
        WatchReader.Type(bookmark).ShouldBe("BOOKMARK");
        bookmark.GetProperty("object").GetProperty("kind").GetString().ShouldBe("ConfigMap");
        long.Parse(WatchReader.Metadata(bookmark, "resourceVersion")).ShouldBeGreaterThanOrEqualTo(long.Parse(elsewhere.ResourceVersion));
        (await watch.NextAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Initial_events_end_with_an_annotated_bookmark()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        using var watch = await _api.WatchAsync(
            $"/api/v1/namespaces/{ns}/configmaps?watch=true&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan");
        (await watch.NextTextAsync()).ShouldBe("ADDED a");
        var bookmark = (await watch.NextAsync())!.Value;
        WatchReader.Type(bookmark).ShouldBe("BOOKMARK");
        bookmark.GetProperty("object").GetProperty("metadata").GetProperty("annotations").GetProperty("k8s.io/initial-events-end").GetString().ShouldBe("true");
    }

    [Fact]
    public async Task Initial_events_need_their_match() =>
        (await _api.GetAsync("/api/v1/configmaps?watch=true&sendInitialEvents=true")).ShouldBeStatus(
            422,
            "Invalid",
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");

    [Fact]
    public async Task A_watch_gives_tables_if_asked()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        using var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true", "application/json;as=Table;v=v1;g=meta.k8s.io");
        var first = (await watch.NextAsync())!.Value.GetProperty("object");
        first.GetProperty("kind").GetString().ShouldBe("Table");
        first.GetProperty("columnDefinitions").GetArrayLength().ShouldBeGreaterThan(0);
        first.GetProperty("rows")[0].GetProperty("cells")[0].GetString().ShouldBe("a");
        await _api.ConfigMapAsync(ns, "b");
        JsonElement second = (await watch.NextAsync())!.Value.GetProperty("object");
        second.GetProperty("rows")[0].GetProperty("object").GetProperty("metadata").GetProperty("name").GetString().ShouldBe("b");
    }
}
