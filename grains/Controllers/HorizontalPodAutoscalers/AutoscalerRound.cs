using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Scaling;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>One look at an autoscaler: decides how many replicas its target should have, and says why in its conditions.</summary>
internal sealed class AutoscalerRound(
    HorizontalPodAutoscaler scaler,
    ScaleTarget target,
    AutoscalerStatus status,
    ScaleHistory history,
    ControllerServices services,
    EventSourceRecorder events,
    IMetricsSource metrics,
    AutoscaledPods index,
    AutoscalerOptions options)
{
    private const string ScalingActive = "ScalingActive";
    private readonly DateTime _now = services.Time.GetUtcNow().UtcDateTime;

    /// <summary>The status that it writes.</summary>
    public AutoscalerStatus Status => status;

    /// <summary>What the metrics are now.</summary>
    public List<MetricStatus> Statuses { get; private set; } = [];

    /// <summary>The selectors of the other autoscalers of the namespace.</summary>
    public required List<(ObjectKey Key, string Selector)> Others { get; init; }

    /// <summary>Decides.</summary>
    /// <returns>How many replicas there should be, null when it cannot be said; why; and what is in the way.</returns>
    public async Task<(int? Desired, string Reason, string? Trouble)> DecideAsync(CancellationToken cancellationToken)
    {
        var (current, minimum, maximum) = (target.Replicas, scaler.Spec.MinReplicas ?? 1, scaler.Spec.MaxReplicas);
        if (current == 0 && minimum != 0)
        {
            status.Set(ScalingActive, false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            return (0, "", null);
        }

        if (current > maximum)
        {
            return (maximum, "Current number of replicas above Spec.MaxReplicas", null);
        }

        if (current < minimum)
        {
            return (minimum, "Current number of replicas below Spec.MinReplicas", null);
        }

        var (proposed, name, trouble) = await ProposeAsync(current, cancellationToken);
        if (proposed is not { } wanted)
        {
            events.Warning(scaler, "FailedComputeMetricsReplicas", trouble!);
            return (null, "", trouble);
        }

        var normalized = new ReplicaNormalizer(scaler.Spec, history, options, _now).Normalize(current, wanted);
        status.Set("AbleToScale", true, normalized.Stabilized.Name, normalized.Stabilized.Message);
        status.Set("ScalingLimited", normalized.IsLimited, normalized.Limited.Name, normalized.Limited.Message);
        return (normalized.Replicas, wanted > current ? $"{name} above target" : "All metrics below target", trouble);
    }

    /// <summary>What the metrics ask for: the most of what each asks for. One that fails lets the others only scale up.</summary>
    private async Task<(int? Replicas, string Name, string? Trouble)> ProposeAsync(int current, CancellationToken cancellationToken)
    {
        if (FindPods(out var pods) is { } unselected)
        {
            return (null, "", unselected);
        }

        var behavior = scaler.Spec.Behavior;
        var tolerances = new Tolerances(Tolerance(behavior?.ScaleDown), Tolerance(behavior?.ScaleUp));
        var evaluator = new MetricEvaluator(
            metrics, new ReplicaCalculator(options, tolerances, _now), scaler.Metadata.Namespace!, target.Scale.Status.Selector!, pods, current, target.Scale.Status.Replicas);
        var specs = scaler.Spec.Metrics ?? [];
        MetricProposal? most = null;
        (string Reason, string Message)? first = null;
        var failed = 0;
        foreach (var spec in specs)
        {
            try
            {
                var proposal = await evaluator.EvaluateAsync(spec, cancellationToken);
                Statuses.Add(proposal.Status);
                most = most is null || proposal.Replicas > most.Replicas ? proposal : most;
            }
            catch (MetricsException missing)
            {
                var reason = spec.Type is "Object" or "Pods" or "Resource" or "ContainerResource" or "External" ? $"FailedGet{spec.Type}Metric" : "InvalidMetricSourceType";
                events.Warning(scaler, reason, missing.Message);
                Statuses.Add(new MetricStatus());
                failed++;
                first ??= (reason, missing.Message);
            }
        }

        var trouble = first is { } why ? $"invalid metrics ({failed} invalid out of {specs.Count}), first error is: {why.Message}" : null;
        if (most is null || (failed > 0 && most.Replicas < current))
        {
            Statuses.RemoveAll(static item => item.Type.Length == 0);
            status.Set(ScalingActive, false, first?.Reason ?? "InvalidMetricSourceType", $"the HPA was unable to compute the replica count: {first?.Message}");
            return (null, "", trouble ?? "no metrics");
        }

        Statuses.RemoveAll(static item => item.Type.Length == 0);
        status.Set(ScalingActive, true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {most.Name}");
        return (most.Replicas, most.Name, trouble);
    }

    private double Tolerance(HPAScalingRules? rules) => rules?.Tolerance is { } own ? (double)own.Nanos / 1e9 : options.Tolerance;

    /// <summary>Finds the target's pods; says why when that cannot be done.</summary>
    private string? FindPods(out List<Pod> pods)
    {
        pods = [];
        var text = target.Scale.Status.Selector ?? "";
        if (text.Length == 0)
        {
            events.Warning(scaler, "SelectorRequired", "selector is required");
            status.Set(ScalingActive, false, "InvalidSelector", "the HPA target's scale is missing a selector");
            return "selector is required";
        }

        LabelSelector selector;
        try
        {
            selector = LabelSelector.Parse(text);
        }
        catch (FormatException malformed)
        {
            var message = $"couldn't convert selector into a corresponding internal selector object: {malformed.Message}";
            events.Warning(scaler, "InvalidSelector", message);
            status.Set(ScalingActive, false, "InvalidSelector", message);
            return message;
        }

        history.Selector = text;
        var rivals = Others.ConvertAll(static other => (other.Key, Selector: LabelSelector.Parse(other.Selector)));
        var ambiguous = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in index.Matching(scaler.Metadata.Namespace!, selector))
        {
            pods.Add(entry.As<Pod>());
            foreach (var rival in rivals)
            {
                if (rival.Selector.Matches(entry.Labels))
                {
                    ambiguous.Add($"{{{rival.Key.Name} {rival.Key.Namespace}}}");
                }
            }
        }

        if (ambiguous.Count == 0)
        {
            return null;
        }

        ambiguous.Add($"{{{scaler.Metadata.Name} {scaler.Metadata.Namespace}}}");
        var shared = $"pods by selector {text} are controlled by multiple HPAs: [{string.Join(' ', ambiguous)}]";
        events.Warning(scaler, "AmbiguousSelector", shared);
        status.Set(ScalingActive, false, "AmbiguousSelector", shared);
        return shared;
    }
}
