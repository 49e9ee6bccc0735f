using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Client.Tests;

/// <summary>The typed verbs, against the real server.</summary>
public sealed class KubeClientTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private readonly KubeClient _client = server.Client;

    [Fact]
    public async Task An_object_is_created_read_changed_and_deleted()
    {
        var created = await _client.CreateAsync(Map("life", ("a", "1")));
        created.Metadata.Uid.ShouldNotBeNullOrEmpty();

        created.Data!["a"] = "2";
        (await _client.UpdateAsync(created)).Data!["a"].ShouldBe("2");
        (await _client.PatchAsync<ConfigMap>("default", "life", KubePatch.Merge("""{"data":{"b":"3"}}"""))).Data!.Count.ShouldBe(2);
        (await _client.GetAsync<ConfigMap>("default", "life")).Data!["b"].ShouldBe("3");

        await _client.DeleteAsync<ConfigMap>("default", "life");
        (await _client.TryGetAsync<ConfigMap>("default", "life")).ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_the_servers_status()
    {
        var missing = await Should.ThrowAsync<KubeException>(() => _client.GetAsync<ConfigMap>("default", "nobody"));
        (missing.Code, missing.Reason, missing.Message).ShouldBe((404, "NotFound", """configmaps "nobody" not found"""));

        var first = await _client.CreateAsync(Map("stale"));
        await _client.PatchAsync<ConfigMap>("default", "stale", KubePatch.Merge("""{"data":{"x":"y"}}"""));
        (await Should.ThrowAsync<KubeException>(() => _client.UpdateAsync(first))).IsConflict.ShouldBeTrue();
        (await Should.ThrowAsync<KubeException>(() => _client.CreateAsync(Map("stale")))).Reason.ShouldBe("AlreadyExists");
    }

    [Fact]
    public async Task A_list_comes_in_parts_and_by_selector()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            await _client.CreateAsync(Map($"part-{i}", labels: ("set", "parts")));
        }

        var first = await _client.ListAsync<ConfigMap>("default", new ListOptions { LabelSelector = "set=parts", Limit = 3 });
        var second = await _client.ListAsync<ConfigMap>("default", new ListOptions { LabelSelector = "set=parts", Limit = 3, Continue = first.Continue });

        first.Items.Concat(second.Items).Select(map => map.Metadata.Name).ShouldBe(["part-0", "part-1", "part-2", "part-3", "part-4"]);
        second.Continue.ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_watch_says_what_there_is_and_then_what_changes()
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _client.CreateAsync(Map("watched", labels: ("set", "watch")), enough.Token);
        var seen = new StringBuilder();

        await foreach (var change in _client.WatchAsync<ConfigMap>("default", new ListOptions { LabelSelector = "set=watch" }, enough.Token))
        {
            seen.Append(change.Type).Append(' ');
            if (change.Type == WatchEventType.Synchronized)
            {
                await _client.PatchAsync<ConfigMap>("default", "watched", KubePatch.Merge("""{"data":{"x":"y"}}"""), cancellationToken: enough.Token);
                await _client.DeleteAsync<ConfigMap>("default", "watched", cancellationToken: enough.Token);
            }

            if (change.Type == WatchEventType.Deleted)
            {
                break;
            }
        }

        seen.ToString().ShouldBe("Added Synchronized Modified Deleted ");
    }

    private static ConfigMap Map(string name, (string Key, string Value)? data = null, (string Key, string Value)? labels = null) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = "default",
            Labels = labels is { } label ? new Dictionary<string, string> { [label.Key] = label.Value } : null,
        },
        Data = data is { } entry ? new Dictionary<string, string> { [entry.Key] = entry.Value } : null,
    };
}
