using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Models.Metrics.V1beta1;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

/// <summary>Reads the metrics APIs as the autoscaler of kube-controller-manager does (<c>podautoscaler/metrics</c>).</summary>
internal sealed class MetricsApiSource(IMetricsApi api, KindRegistry kinds) : IMetricsSource
{
    private const string Resources = "metrics.k8s.io";
    private const string Custom = "custom.metrics.k8s.io";
    private const string External = "external.metrics.k8s.io";

    /// <inheritdoc/>
    public async Task<Dictionary<string, PodMetric>> ResourceAsync(string resource, string ns, string selector, string? container, CancellationToken cancellationToken)
    {
        var json = await GetAsync(Resources, $"v1beta1/namespaces/{ns}/pods?labelSelector={Uri.EscapeDataString(selector)}", "resource", cancellationToken);
        var pods = JsonModel.Read<PodMetricsList>(json).Items;
        if (pods.Count == 0)
        {
            throw new MetricsException("no metrics returned from resource metrics API");
        }

        var metrics = new Dictionary<string, PodMetric>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (Usage(pod, resource, container) is { } usage)
            {
                metrics[pod.Metadata.Name!] = new PodMetric(pod.Timestamp ?? default, pod.Window.ToTimeSpan(), usage);
            }
        }

        return metrics;
    }

    /// <inheritdoc/>
    public async Task<Dictionary<string, PodMetric>> PodsAsync(string metric, string ns, string selector, string metricSelector, CancellationToken cancellationToken)
    {
        var values = await CustomAsync($"namespaces/{ns}/pods/*/{metric}", selector, metricSelector, cancellationToken);
        return values.ToDictionary(static value => value.Object, static value => value.Metric, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<long> ObjectAsync(string metric, string ns, CrossVersionObjectReference described, string metricSelector, CancellationToken cancellationToken)
    {
        var group = described.ApiVersion is { } version ? KnownResources.GroupOf(version) : "";
        var kind = kinds.All.FirstOrDefault(kind => kind.Group == group && kind.Kind == described.Kind)
            ?? throw new MetricsException($"no matches for kind \"{described.Kind}\" in group \"{group}\"");
        var resource = kind.Group.Length == 0 ? kind.Resource : $"{kind.Resource}.{kind.Group}";
        var path = kind is { Group: "", Resource: "namespaces" } ? $"namespaces/{described.Name}/metrics/{metric}"
            : kind.Namespaced ? $"namespaces/{ns}/{resource}/{described.Name}/{metric}" : $"{resource}/{described.Name}/{metric}";
        var values = await CustomAsync(path, "", metricSelector, cancellationToken);
        return values[0].Metric.Value;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<long>> ExternalAsync(string metric, string ns, string selector, CancellationToken cancellationToken)
    {
        var json = await GetAsync(External, $"v1beta1/namespaces/{ns}/{metric}?labelSelector={Uri.EscapeDataString(selector)}", "external", cancellationToken);
        var values = MetricValues.Read(json);
        return values.Count > 0 ? [.. values.Select(static value => value.Metric.Value)] : throw new MetricsException("no metrics returned from external metrics API");
    }

    private async Task<List<MetricValues.Item>> CustomAsync(string path, string selector, string metricSelector, CancellationToken cancellationToken)
    {
        var query = string.Join('&', new[] { ("labelSelector", selector), ("metricLabelSelector", metricSelector) }
            .Where(static pair => pair.Item2.Length > 0).Select(static pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        path += query.Length > 0 ? "?" + query : "";
        ReadOnlyMemory<byte> json;
        try
        {
            json = await api.GetAsync(Custom, "v1beta2/" + path, cancellationToken);
        }
        catch (ApiException missing) when (missing.Status.Code == 404)
        {
            json = await GetAsync(Custom, "v1beta1/" + path, "custom", cancellationToken);
        }
        catch (ApiException refused)
        {
            throw Unable("custom", refused);
        }

        var values = MetricValues.Read(json);
        return values.Count > 0 ? values : throw new MetricsException("no metrics returned from custom metrics API");
    }

    private async Task<ReadOnlyMemory<byte>> GetAsync(string group, string path, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await api.GetAsync(group, path, cancellationToken);
        }
        catch (ApiException refused)
        {
            throw Unable(what, refused);
        }
    }

    private static MetricsException Unable(string api, ApiException refused) => new($"unable to fetch metrics from {api} metrics API: {refused.Message}");

    /// <summary>What the pod uses; null when one of its containers, or the one that is asked for, does not say.</summary>
    private static long? Usage(PodMetrics pod, string resource, string? container)
    {
        long sum = 0;
        var found = container is null;
        foreach (var one in pod.Containers)
        {
            if (container is not null && one.Name != container)
            {
                continue;
            }

            found = true;
            if (one.Usage?.TryGetValue(resource, out var usage) != true)
            {
                return null;
            }

            sum += one.Usage[resource].MilliValue();
        }

        return found ? sum : throw new MetricsException($"container {container} not present in metrics for pod {pod.Metadata.Namespace}/{pod.Metadata.Name}");
    }
}
