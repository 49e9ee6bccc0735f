using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reads;

[Collection(SiloCollection.Name)]
public sealed class ListTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task A_list_holds_the_objects_in_order_of_their_names_and_a_revision()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "b");
        var last = await _api.ConfigMapAsync(ns, "a");
        var list = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).ShouldBe(200);
        list.Kind.ShouldBe("ConfigMapList");
        list.Json.GetProperty("apiVersion").GetString().ShouldBe("v1");
        list.Names.ShouldBe(["a", "b"]);
        long.Parse(list.ResourceVersion).ShouldBeGreaterThanOrEqualTo(long.Parse(last.ResourceVersion));
    }

    [Fact]
    public async Task Items_of_a_built_in_kind_do_not_repeat_kind_and_apiVersion()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var item = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).Json.GetProperty("items")[0];
        item.TryGetProperty("kind", out _).ShouldBeFalse();
        item.TryGetProperty("apiVersion", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task An_empty_list_has_empty_items()
    {
        var ns = await silo.NamespaceAsync();
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods")).ShouldBe(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Pages_are_consistent_and_say_how_much_remains()
    {
        var ns = await silo.NamespaceAsync();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            await _api.ConfigMapAsync(ns, name);
        }

        var first = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=2")).ShouldBe(200);
        first.Names.ShouldBe(["a", "b"]);
        first.Json.GetProperty("metadata").GetProperty("remainingItemCount").GetInt64().ShouldBe(3);
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/configmaps/d")).ShouldBe(200);
        await _api.ConfigMapAsync(ns, "cc");

        var second = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=2&continue={Continue(first)}")).ShouldBe(200);
        second.Names.ShouldBe(["c", "d"]);
        second.ResourceVersion.ShouldBe(first.ResourceVersion);
        var third = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=2&continue={Continue(second)}")).ShouldBe(200);
        third.Names.ShouldBe(["e"]);
        third.Json.GetProperty("metadata").TryGetProperty("continue", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_remains_is_counted_in_the_namespace_alone()
    {
        var (ns, next) = (await silo.NamespaceAsync(), await silo.NamespaceAsync());
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            await _api.ConfigMapAsync(ns, name);
            await _api.ConfigMapAsync(next, name);
        }

        foreach (var each in new[] { ns, next })
        {
            var page = await _api.GetAsync($"/api/v1/namespaces/{each}/configmaps?limit=2");
            page.Json.GetProperty("metadata").GetProperty("remainingItemCount").GetInt64().ShouldBe(3);
        }

        var all = (await _api.GetAsync("/api/v1/configmaps")).Names.Length;
        (await _api.GetAsync("/api/v1/configmaps?limit=1")).Json.GetProperty("metadata").GetProperty("remainingItemCount").GetInt64().ShouldBe(all - 1);
    }

    [Fact]
    public async Task With_a_selector_the_remaining_count_is_not_told()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        await _api.ConfigMapAsync(ns, "b");
        var metadata = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=1&labelSelector=app%3Dx")).Json.GetProperty("metadata");
        metadata.TryGetProperty("continue", out _).ShouldBeTrue();
        metadata.TryGetProperty("remainingItemCount", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_continue_token_that_is_none_is_a_bad_request() =>
        (await _api.GetAsync("/api/v1/configmaps?limit=1&continue=nonsense")).ShouldBe(400).Reason.ShouldBe("BadRequest");

    [Fact]
    public async Task A_continue_token_goes_with_no_resource_version()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        await _api.ConfigMapAsync(ns, "b");
        var first = await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=1");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?limit=1&resourceVersion=1&continue={Continue(first)}"))
            .ShouldBeStatus(400, "BadRequest", "specifying resource version is not allowed when using continue");
    }

    [Theory]
    [InlineData("app=x", "a")]
    [InlineData("app!=x", "b,c")]
    [InlineData("app in (x,y)", "a,b")]
    [InlineData("app notin (x,y)", "c")]
    [InlineData("!app", "")]
    public async Task Labels_select(string selector, string expected)
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a", "x");
        await _api.ConfigMapAsync(ns, "b", "y");
        await _api.ConfigMapAsync(ns, "c", "z");
        var list = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?labelSelector={Uri.EscapeDataString(selector)}")).ShouldBe(200);
        string.Join(',', list.Names).ShouldBe(expected);
    }

    [Theory]
    [InlineData("metadata.name=a", "a")]
    [InlineData("metadata.name!=a", "b")]
    [InlineData("metadata.name=none", "")]
    public async Task Fields_select(string selector, string expected)
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        await _api.ConfigMapAsync(ns, "b");
        var list = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?fieldSelector={Uri.EscapeDataString(selector)}")).ShouldBe(200);
        string.Join(',', list.Names).ShouldBe(expected);
    }

    [Fact]
    public async Task Fields_that_a_kind_does_not_select_by_are_refused() =>
        (await _api.GetAsync("/api/v1/configmaps?fieldSelector=spec.foo%3Dbar")).ShouldBeStatus(
            400, "BadRequest", "\"spec.foo\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");

    [Fact]
    public async Task An_exact_revision_shows_the_past()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var then = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps")).ResourceVersion;
        await _api.ConfigMapAsync(ns, "b");
        var past = (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?resourceVersion={then}&resourceVersionMatch=Exact")).ShouldBe(200);
        past.Names.ShouldBe(["a"]);
        past.ResourceVersion.ShouldBe(then);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?resourceVersion={then}&resourceVersionMatch=NotOlderThan")).Names.ShouldBe(["a", "b"]);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?resourceVersion={then}")).Names.ShouldBe(["a", "b"]);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps?resourceVersion=0")).Names.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_revision_that_is_yet_to_come_times_out()
    {
        var answer = (await _api.GetAsync("/api/v1/configmaps?resourceVersion=999999999&resourceVersionMatch=NotOlderThan")).ShouldBe(504);
        answer.Reason.ShouldBe("Timeout");
        answer.Message.ShouldStartWith("Timeout: Too large resource version: 999999999, current: ");
        answer.Json.GetProperty("details").GetProperty("causes")[0].GetProperty("reason").GetString().ShouldBe("ResourceVersionTooLarge");
    }

    [Theory]
    [InlineData("resourceVersionMatch=Exact", "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersion=0&resourceVersionMatch=Exact", "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")]
    [InlineData("sendInitialEvents=true", "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list")]
    public async Task Parameters_that_contradict_each_other_are_invalid(string query, string problem) =>
        (await _api.GetAsync($"/api/v1/configmaps?{query}"))
            .ShouldBeStatus(422, "Invalid", $"ListOptions.meta.k8s.io \"\" is invalid: {problem}");

    private static string Continue(ApiAnswer list) => list.Json.GetProperty("metadata").GetProperty("continue").GetString()!;
}
