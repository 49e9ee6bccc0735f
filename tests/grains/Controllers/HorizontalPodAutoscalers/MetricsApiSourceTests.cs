using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

namespace Orchestrator.Grains.Tests.Controllers.HorizontalPodAutoscalers;

public class MetricsApiSourceTests
{
    private const string Pods = """
        {"kind":"PodMetricsList","apiVersion":"metrics.k8s.io/v1beta1","metadata":{},"items":[
        {"metadata":{"name":"a","namespace":"ns"},"timestamp":"2026-01-01T12:00:00Z","window":"30s","containers":[
          {"name":"web","usage":{"cpu":"250m","memory":"64Mi"}},{"name":"side","usage":{"cpu":"50m","memory":"1Mi"}}]},
        {"metadata":{"name":"b","namespace":"ns"},"timestamp":"2026-01-01T12:00:00Z","window":"30s","containers":[
          {"name":"web","usage":{"cpu":"100m"}},{"name":"side","usage":{}}]}]}
        """;

    [Fact]
    public async Task Resources_are_those_of_all_containers_or_of_one()
    {
        var api = new Api { [("metrics.k8s.io", "v1beta1/namespaces/ns/pods?labelSelector=app%3Dweb")] = Pods };
        var all = await api.Source.ResourceAsync("cpu", "ns", "app=web", null, CancellationToken.None);
        all.ShouldBe(new Dictionary<string, PodMetric> { ["a"] = new(new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(30), 300) });
        var web = await api.Source.ResourceAsync("cpu", "ns", "app=web", "web", CancellationToken.None);
        web.Select(pod => (pod.Key, pod.Value.Value)).ShouldBe([("a", 250L), ("b", 100L)]);
        (await Should.ThrowAsync<MetricsException>(() => api.Source.ResourceAsync("cpu", "ns", "app=web", "none", CancellationToken.None))).Message
            .ShouldBe("container none not present in metrics for pod ns/a");
    }

    [Fact]
    public async Task Custom_metrics_are_those_of_pods_and_of_objects_in_either_version()
    {
        var api = new Api
        {
            [("custom.metrics.k8s.io", "v1beta2/namespaces/ns/pods/*/hits?labelSelector=app%3Dweb&metricLabelSelector=verb%3DGET")] =
                """{"items":[{"describedObject":{"kind":"Pod","name":"a"},"timestamp":"2026-01-01T12:00:00Z","windowSeconds":20,"value":"1500m"}]}""",
            [("custom.metrics.k8s.io", "v1beta1/namespaces/ns/ingresses.networking.k8s.io/main/hits")] =
                """{"items":[{"describedObject":{"kind":"Ingress","name":"main"},"timestamp":"2026-01-01T12:00:00Z","value":"2k"}]}""",
        };
        var pods = await api.Source.PodsAsync("hits", "ns", "app=web", "verb=GET", CancellationToken.None);
        (pods["a"].Value, pods["a"].Window).ShouldBe((1500, TimeSpan.FromSeconds(20)));
        var described = new CrossVersionObjectReference { ApiVersion = "networking.k8s.io/v1", Kind = "Ingress", Name = "main" };
        (await api.Source.ObjectAsync("hits", "ns", described, "", CancellationToken.None)).ShouldBe(2_000_000);
    }

    [Fact]
    public async Task External_metrics_are_many_values()
    {
        var api = new Api
        {
            [("external.metrics.k8s.io", "v1beta1/namespaces/ns/queue?labelSelector=")] = """{"items":[{"metricName":"queue","value":"3"},{"metricName":"queue","value":"4500m"}]}""",
            [("external.metrics.k8s.io", "v1beta1/namespaces/ns/empty?labelSelector=")] = """{"items":[]}""",
        };
        (await api.Source.ExternalAsync("queue", "ns", "", CancellationToken.None)).ShouldBe([3000, 4500]);
        (await Should.ThrowAsync<MetricsException>(() => api.Source.ExternalAsync("empty", "ns", "", CancellationToken.None))).Message
            .ShouldBe("no metrics returned from external metrics API");
    }

    [Fact]
    public async Task Without_a_server_it_says_so()
    {
        var source = new MetricsApiSource(new UnservedMetricsApi(), KindRegistry.BuiltIn());
        (await Should.ThrowAsync<MetricsException>(() => source.ResourceAsync("cpu", "ns", "a=b", null, CancellationToken.None))).Message
            .ShouldBe("unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)");
    }

    private sealed class Api : Dictionary<(string Group, string Path), string>, IMetricsApi
    {
        public MetricsApiSource Source => new(this, KindRegistry.BuiltIn());

        public Task<ReadOnlyMemory<byte>> GetAsync(string group, string path, CancellationToken cancellationToken) => TryGetValue((group, path), out var json)
            ? Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(json))
            : throw new ApiException(new Status { Code = 404, Message = $"no {path}" });
    }
}
