using System.Globalization;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Metrics;

/// <summary>What dashboards and alerts for kube-scheduler read.</summary>
[Collection(SiloCollection.Name)]
public sealed class SchedulerMetricsTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task The_scheduler_measures_under_the_names_that_Kubernetes_has()
    {
        var ns = await silo.NamespaceAsync();
        await CreateAsync("/api/v1/nodes", $$$$"""
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"{{{{ns}}}}","labels":{"for":"{{{{ns}}}}"}},"status":{"allocatable":{"cpu":"1","memory":"1Gi","pods":"10"}}}
            """);
        await CreateAsync("/apis/scheduling.k8s.io/v1/priorityclasses", $$$$"""{"apiVersion":"scheduling.k8s.io/v1","kind":"PriorityClass","metadata":{"name":"{{{{ns}}}}"},"value":1000}""");
        await CreateAsync("/api/v1/namespaces/" + ns + "/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}""", exists: true);
        await PodAsync(ns, "gated", "\"schedulingGates\":[{\"name\":\"wait\"}]");
        await PodAsync(ns, "nowhere", "\"nodeSelector\":{\"for\":\"nobody\"}");
        await PodAsync(ns, "victim", $"\"nodeSelector\":{{\"for\":\"{ns}\"}}");
        await UntilAsync(
            """scheduler_schedule_attempts_total{result="scheduled",profile="default-scheduler"}""",
            """scheduler_schedule_attempts_total{result="unschedulable",profile="default-scheduler"}""",
            """scheduler_scheduling_attempt_duration_seconds_count{result="scheduled",profile="default-scheduler"}""",
            """scheduler_scheduling_attempt_duration_seconds_count{result="unschedulable",profile="default-scheduler"}""",
            "scheduler_scheduling_algorithm_duration_seconds_count",
            """scheduler_pod_scheduling_sli_duration_seconds_count{attempts="1"}""",
            """scheduler_pod_scheduling_attempts_bucket{le="1"}""",
            """scheduler_pending_pods{queue="gated"}""",
            """scheduler_pending_pods{queue="unschedulable"}""",
            """scheduler_cache_size{type="nodes"}""",
            """scheduler_cache_size{type="pods"}""",
            """scheduler_queue_incoming_pods_total{queue="active",event="PodAdd"}""",
            """scheduler_queue_incoming_pods_total{queue="gated",event="PodAdd"}""",
            """scheduler_queue_incoming_pods_total{queue="unschedulable",event="ScheduleAttemptFailure"}""",
            "scheduler_preemption_attempts_total");
        var now = await ReadAsync();
        now.ShouldContainKey("""scheduler_pending_pods{queue="active"}""");
        now.ShouldContainKey("""scheduler_pending_pods{queue="backoff"}""");

        await PodAsync(ns, "urgent", $"\"priorityClassName\":\"{ns}\",\"nodeSelector\":{{\"for\":\"{ns}\"}}");
        await UntilAsync("scheduler_preemption_victims_count", """scheduler_preemption_victims_bucket{le="1"}""");
    }

    private async Task CreateAsync(string path, string body, bool exists = false)
    {
        var answer = await _api.PostAsync(path, body);
        (answer.Code == 201 || (exists && answer.Code == 409)).ShouldBeTrue(answer.Text);
    }

    private Task PodAsync(string ns, string name, string more) => CreateAsync($"/api/v1/namespaces/{ns}/pods", $$$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{{name}}}}"},"spec":{"tolerations":[{"operator":"Exists"}],"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"600m"}}}],{{{{more}}}}}}
        """);

    /// <summary>All of these are there and above 0.</summary>
    private async Task UntilAsync(params string[] series)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        List<string> missing = [.. series];
        while (missing.Count > 0)
        {
            limit.IsCancellationRequested.ShouldBeFalse("missing: " + string.Join(", ", missing));
            var now = await ReadAsync();
            missing.RemoveAll(name => now.GetValueOrDefault(name) > 0);
        }
    }

    private async Task<Dictionary<string, double>> ReadAsync() =>
        (await _api.GetAsync("/metrics")).ShouldBe(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
        .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
