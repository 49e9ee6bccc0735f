using Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

/// <summary>Where autoscalers learn what their pods use. Values are in thousandths. <see cref="MetricsApiSource"/> asks the metrics APIs.</summary>
public interface IMetricsSource
{
    /// <summary>What each pod uses of a resource, or one container of it.</summary>
    /// <exception cref="MetricsException">It cannot be said.</exception>
    Task<Dictionary<string, PodMetric>> ResourceAsync(string resource, string ns, string selector, string? container, CancellationToken cancellationToken);

    /// <summary>What each pod says of itself by a metric of its own.</summary>
    /// <exception cref="MetricsException">It cannot be said.</exception>
    Task<Dictionary<string, PodMetric>> PodsAsync(string metric, string ns, string selector, string metricSelector, CancellationToken cancellationToken);

    /// <summary>A metric of one object.</summary>
    /// <exception cref="MetricsException">It cannot be said.</exception>
    Task<long> ObjectAsync(string metric, string ns, CrossVersionObjectReference described, string metricSelector, CancellationToken cancellationToken);

    /// <summary>The values of a metric from outside the cluster.</summary>
    /// <exception cref="MetricsException">It cannot be said.</exception>
    Task<IReadOnlyList<long>> ExternalAsync(string metric, string ns, string selector, CancellationToken cancellationToken);
}

/// <summary>A pod's value.</summary>
/// <param name="Timestamp">The end of the time that it is of.</param>
/// <param name="Window">How long that time is.</param>
/// <param name="Value">In thousandths.</param>
public readonly record struct PodMetric(DateTime Timestamp, TimeSpan Window, long Value);

/// <summary>Metrics, or what is worked out from them, cannot be had; the message says why.</summary>
public sealed class MetricsException(string message) : Exception(message);
