using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;
using Selector = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>Works out what one metric of an autoscaler asks for, and what the status says of it (<c>computeReplicasForMetric</c>).</summary>
/// <param name="source">The metrics.</param>
/// <param name="calculator">The arithmetic.</param>
/// <param name="ns">The autoscaler's namespace.</param>
/// <param name="selector">Its pods' selector.</param>
/// <param name="pods">Its pods.</param>
/// <param name="current">How many replicas its target is to have.</param>
/// <param name="there">How many it has.</param>
internal sealed class MetricEvaluator(IMetricsSource source, ReplicaCalculator calculator, string ns, string selector, List<Pod> pods, int current, int there)
{
    /// <summary>Evaluates a metric.</summary>
    /// <exception cref="MetricsException">It cannot be had.</exception>
    public Task<MetricProposal> EvaluateAsync(MetricSpec metric, CancellationToken cancellationToken) => metric switch
    {
        { Type: "Resource", Resource: { } resource } => ResourceAsync(resource.Name, null, resource.Target, cancellationToken),
        { Type: "ContainerResource", ContainerResource: { } container } => ResourceAsync(container.Name, container.Container, container.Target, cancellationToken),
        { Type: "Pods", Pods: { } own } => PodsAsync(own, cancellationToken),
        { Type: "Object", Object: { } described } => ObjectAsync(described, cancellationToken),
        { Type: "External", External: { } external } => ExternalAsync(external, cancellationToken),
        _ => throw new MetricsException($"unknown metric source type \"{metric.Type}\""),
    };

    private async Task<MetricProposal> ResourceAsync(string resource, string? container, MetricTarget target, CancellationToken cancellationToken)
    {
        var name = container is null ? $"{resource} resource" : $"{resource} container resource";
        var (what, isRaw) = target.AverageValue is null ? ("utilization", false) : ("usage", true);
        if (target is { AverageValue: null, AverageUtilization: null })
        {
            throw new MetricsException("invalid resource metric source: neither an average utilization target nor an average value (usage) target was set");
        }

        try
        {
            var metrics = await GetAsync($"unable to get metrics for resource {resource}", () => source.ResourceAsync(resource, ns, selector, container, cancellationToken));
            var (replicas, usage) = isRaw
                ? calculator.ByAverage(current, target.AverageValue!.Value.MilliValue(), resource == "cpu", pods, metrics)
                : calculator.ByUtilization(current, target.AverageUtilization!.Value, resource, container, pods, metrics);
            var value = new MetricValueStatus { AverageValue = Quantity.FromMilliValue(usage.Average), AverageUtilization = isRaw ? null : usage.Utilization };
            var status = container is null
                ? new MetricStatus { Type = "Resource", Resource = new() { Name = resource, Current = value } }
                : new MetricStatus { Type = "ContainerResource", ContainerResource = new() { Name = resource, Container = container, Current = value } };
            return new MetricProposal(replicas, isRaw ? name : $"{name} utilization (percentage of request)", status);
        }
        catch (MetricsException missing)
        {
            throw new MetricsException($"failed to get {resource} {what}: {missing.Message}");
        }
    }

    private async Task<MetricProposal> PodsAsync(PodsMetricSource metric, CancellationToken cancellationToken)
    {
        try
        {
            var metrics = await GetAsync(
                $"unable to get metric {metric.Metric.Name}", () => source.PodsAsync(metric.Metric.Name, ns, selector, Text(metric.Metric.Selector), cancellationToken));
            var (replicas, usage) = calculator.ByAverage(current, metric.Target.AverageValue!.Value.MilliValue(), isCpu: false, pods, metrics);
            return new MetricProposal(replicas, $"pods metric {metric.Metric.Name}", new MetricStatus
            {
                Type = "Pods",
                Pods = new() { Metric = metric.Metric, Current = new() { AverageValue = Quantity.FromMilliValue(usage.Average) } },
            });
        }
        catch (MetricsException missing)
        {
            throw new MetricsException($"failed to get pods metric value: {missing.Message}");
        }
    }

    private async Task<MetricProposal> ObjectAsync(ObjectMetricSource metric, CancellationToken cancellationToken)
    {
        var (name, described) = (metric.Metric.Name, metric.DescribedObject);
        try
        {
            var usage = await GetAsync(
                $"unable to get metric {name}: {described.Kind} on {ns} {described.Name}/",
                () => source.ObjectAsync(name, ns, described, Text(metric.Metric.Selector), cancellationToken),
                separator: "");
            var (replicas, value) = Value(metric.Target, usage);
            return new MetricProposal(
                replicas,
                metric.Target.Value is null ? $"external metric {name}({GoText(metric.Metric.Selector)})" : $"{described.Kind} metric {name}",
                new MetricStatus { Type = "Object", Object = new() { Metric = metric.Metric, DescribedObject = described, Current = value } });
        }
        catch (MetricsException missing)
        {
            throw new MetricsException($"failed to get object metric value: {missing.Message}");
        }
    }

    private async Task<MetricProposal> ExternalAsync(ExternalMetricSource metric, CancellationToken cancellationToken)
    {
        var name = metric.Metric.Name;
        try
        {
            var values = await GetAsync(
                $"unable to get external metric {ns}/{name}/{GoText(metric.Metric.Selector)}", () => source.ExternalAsync(name, ns, Text(metric.Metric.Selector), cancellationToken));
            var (replicas, value) = Value(metric.Target, values.Sum());
            return new MetricProposal(replicas, $"external metric {name}({GoText(metric.Metric.Selector)})", new MetricStatus
            {
                Type = "External",
                External = new() { Metric = metric.Metric, Current = value },
            });
        }
        catch (MetricsException missing)
        {
            throw new MetricsException($"failed to get {name} external metric: {missing.Message}");
        }
    }

    /// <summary>By one value, or by the part of it that each replica is to have.</summary>
    private (int Replicas, MetricValueStatus Status) Value(MetricTarget target, long usage)
    {
        if (target.AverageValue is { } average)
        {
            var (replicas, each) = calculator.ByValuePerPod(there, usage, average.MilliValue());
            return (replicas, new MetricValueStatus { AverageValue = Quantity.FromMilliValue(each) });
        }

        return target.Value is { } whole
            ? (calculator.ByValue(current, usage, whole.MilliValue(), pods), new MetricValueStatus { Value = Quantity.FromMilliValue(usage) })
            : throw new MetricsException("neither a value target nor an average value target was set");
    }

    private static async Task<T> GetAsync<T>(string failure, Func<Task<T>> metrics, string separator = ": ")
    {
        try
        {
            return await metrics();
        }
        catch (MetricsException missing)
        {
            throw new MetricsException(failure + separator + missing.Message);
        }
    }

    private static string Text(Selector? selector) => selector is null ? "" : selector.ToSelector().ToString();

    /// <summary>As a real controller prints it.</summary>
    private static string GoText(Selector? selector)
    {
        if (selector is null)
        {
            return "nil";
        }

        var labels = string.Concat((selector.MatchLabels ?? []).OrderBy(static label => label.Key, StringComparer.Ordinal).Select(static label => $"{label.Key}: {label.Value},"));
        var expressions = string.Concat((selector.MatchExpressions ?? [])
            .Select(static one => $"LabelSelectorRequirement{{Key:{one.Key},Operator:{one.Operator},Values:[{string.Join(' ', one.Values ?? [])}],}},"));
        return $"&LabelSelector{{MatchLabels:map[string]string{{{labels}}},MatchExpressions:[]LabelSelectorRequirement{{{expressions}}},}}";
    }
}

/// <summary>What a metric asks for.</summary>
/// <param name="Replicas">So many replicas.</param>
/// <param name="Name">The metric in words.</param>
/// <param name="Status">What the status says of it.</param>
internal sealed record MetricProposal(int Replicas, string Name, MetricStatus Status);
