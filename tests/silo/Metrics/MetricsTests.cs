using System.Globalization;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Metrics;

[Collection(SiloCollection.Name)]
public sealed class MetricsTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task Requests_are_counted_by_what_they_ask_for_and_their_answers()
    {
        var ns = await silo.NamespaceAsync();
        const string Get = """apiserver_request_total{verb="GET",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="resource",component="apiserver",code="404"}""";
        const string Timed = """apiserver_request_duration_seconds_count{verb="GET",dry_run="",group="",version="v1",resource="configmaps",subresource="",scope="resource",component="apiserver"}""";
        var before = await ReadAsync();
        await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/none");
        await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/none");
        await _api.GetAsync("/apis/made.up/v1/namespaces/x/things/y");
        var after = await ReadAsync();

        (after[Get] - before.GetValueOrDefault(Get)).ShouldBe(2);
        (after[Timed] - before.GetValueOrDefault(Timed)).ShouldBe(2);
        after[Timed.Replace("_count{", "_bucket{", StringComparison.Ordinal).Replace("}", ",le=\"+Inf\"}", StringComparison.Ordinal)].ShouldBe(after[Timed]);
        after.Keys.ShouldNotContain(key => key.Contains("made.up", StringComparison.Ordinal) || key.Contains("things", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Watches_and_their_events_are_counted()
    {
        var ns = await silo.NamespaceAsync();
        const string Running = """apiserver_longrunning_requests{verb="WATCH",group="",version="v1",resource="configmaps",subresource="",scope="namespace",component="apiserver"}""";
        const string Events = """apiserver_watch_events_total{group="",version="v1",resource="configmaps"}""";
        using (var watch = await _api.WatchAsync($"/api/v1/namespaces/{ns}/configmaps?watch=true"))
        {
            var before = await ReadAsync();
            before[Running].ShouldBeGreaterThanOrEqualTo(1);
            await _api.ConfigMapAsync(ns, "a");
            (await watch.NextTextAsync()).ShouldBe("ADDED a");
            (await ReadAsync())[Events].ShouldBeGreaterThan(before.GetValueOrDefault(Events));
        }
    }

    [Fact]
    public async Task The_store_the_controllers_the_process_and_the_runtime_are_there()
    {
        var ns = await silo.NamespaceAsync();
        await _api.ConfigMapAsync(ns, "a");
        var metrics = await ReadAsync();
        metrics["""apiserver_storage_objects{resource="configmaps"}"""].ShouldBeGreaterThanOrEqualTo(1);
        metrics["""apiserver_storage_objects{resource="deployments.apps"}"""].ShouldBeGreaterThanOrEqualTo(0);
        metrics["""apiserver_current_inflight_requests{request_kind="readOnly"}"""].ShouldBeGreaterThanOrEqualTo(1); // the one that asks
        metrics["orchestrator_ledger_commit_duration_seconds_count"].ShouldBeGreaterThan(0);
        metrics["process_cpu_seconds_total"].ShouldBeGreaterThan(0);
        metrics["process_resident_memory_bytes"].ShouldBeGreaterThan(1024 * 1024);
        metrics.Keys.ShouldContain(key => key.StartsWith("workqueue_adds_total{name=", StringComparison.Ordinal));
        metrics.Keys.ShouldContain(key => key.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_everybody_may_read_them()
    {
        (await new ApiClient(silo.Client(SiloFixture.NobodyToken)).GetAsync("/metrics")).ShouldBe(403);
        var answer = await _api.GetAsync("/metrics");
        answer.ContentType.ShouldBe("text/plain; version=0.0.4; charset=utf-8");
    }

    private async Task<Dictionary<string, double>> ReadAsync()
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var typed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in (await _api.GetAsync("/metrics")).ShouldBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                typed.Add(line.Split(' ')[2]).ShouldBeTrue($"{line} twice");
            }
            else if (line[0] != '#')
            {
                var space = line.LastIndexOf(' ');
                values.Add(line[..space], double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture)); // no series twice
            }
        }

        return values;
    }
}
