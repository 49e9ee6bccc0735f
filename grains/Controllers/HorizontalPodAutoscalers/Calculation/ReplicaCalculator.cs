using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;

/// <summary>How many replicas a metric asks for (<c>replica_calculator.go</c> of <c>podautoscaler</c>). Pure: the metrics are given.</summary>
internal sealed class ReplicaCalculator(AutoscalerOptions options, Tolerances tolerances, DateTime now)
{
    /// <summary>By a percentage of what the pods ask for of a resource.</summary>
    public (int Replicas, Usage Usage) ByUtilization(int current, int target, string resource, string? container, List<Pod> pods, Dictionary<string, PodMetric> metrics)
    {
        var (groups, values) = Group(pods, metrics, resource == "cpu");
        var requests = PodRequests.Of(pods, resource, container);
        return Decide(current, groups, values, counted => Usage.OfRequests(counted, requests, target), pod => requests[pod] * Math.Max(100, target) / 100);
    }

    /// <summary>By an average of a pod.</summary>
    public (int Replicas, Usage Usage) ByAverage(int current, long target, bool isCpu, List<Pod> pods, Dictionary<string, PodMetric> metrics)
    {
        var (groups, values) = Group(pods, metrics, isCpu);
        return Decide(current, groups, values, counted => Usage.OfAverage(counted, target), _ => target);
    }

    /// <summary>By one value of all pods together: each of the ready ones is thought to have the same part of it.</summary>
    public int ByValue(int current, long usage, long target, List<Pod> pods)
    {
        var ratio = (double)usage / target;
        if (current == 0)
        {
            return Ceiling(ratio);
        }

        if (tolerances.Hold(ratio))
        {
            return current;
        }

        return pods.Count > 0
            ? Ceiling(ratio * pods.Count(static pod => pod.Status.Phase == "Running" && PodState.IsReady(pod)))
            : throw new MetricsException("unable to calculate ready pods: no pods returned by selector while calculating replica count");
    }

    /// <summary>By a value of which each pod is to have so much.</summary>
    public (int Replicas, long Average) ByValuePerPod(int current, long usage, long target)
    {
        var ratio = usage / ((double)target * current);
        var replicas = current > 0 && tolerances.Hold(ratio) ? current : Ceiling((double)usage / target);
        return (replicas, current > 0 ? (long)Math.Ceiling((double)usage / current) : usage);
    }

    private (PodGroups Groups, Dictionary<string, long> Values) Group(List<Pod> pods, Dictionary<string, PodMetric> metrics, bool isCpu)
    {
        if (pods.Count == 0)
        {
            throw new MetricsException("no pods returned by selector while calculating replica count");
        }

        var groups = PodGroups.Of(pods, metrics, isCpu, options, now);
        var values = metrics.Where(metric => !groups.Ignored.Contains(metric.Key) && !groups.Unready.Contains(metric.Key))
            .ToDictionary(static metric => metric.Key, static metric => metric.Value.Value, StringComparer.Ordinal);
        return values.Count > 0 ? (groups, values) : throw new MetricsException("did not receive metrics for targeted pods (pods might be unready)");
    }

    /// <summary>
    /// What the pods that tell say is checked against the others: on the way down those without metrics are thought to use all, on the way up they and those that are
    /// not ready are thought to use nothing. Whatever turns the decision round leaves things as they are.
    /// </summary>
    private (int Replicas, Usage Usage) Decide(
        int current, PodGroups groups, Dictionary<string, long> values, Func<Dictionary<string, long>, Usage> measure, Func<string, long> all)
    {
        var usage = measure(values);
        var unreadyCount = groups.Unready.Count > 0 && usage.Ratio > 1;
        if (!unreadyCount && groups.Missing.Count == 0)
        {
            return (tolerances.Hold(usage.Ratio) ? current : Ceiling(usage.Ratio * groups.Ready), usage);
        }

        foreach (var pod in usage.Ratio == 1 ? [] : groups.Missing)
        {
            values[pod] = usage.Ratio < 1 ? all(pod) : 0;
        }

        foreach (var pod in unreadyCount ? groups.Unready : [])
        {
            values[pod] = 0;
        }

        var ratio = measure(values).Ratio;
        if (tolerances.Hold(ratio) || (usage.Ratio < 1 && ratio > 1) || (usage.Ratio > 1 && ratio < 1))
        {
            return (current, usage);
        }

        var replicas = Ceiling(ratio * values.Count);
        return ((ratio < 1 && replicas > current) || (ratio > 1 && replicas < current) ? current : replicas, usage);
    }

    private static int Ceiling(double value) => (int)Math.Min(int.MaxValue, Math.Ceiling(value));
}
