using Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Scaling;

/// <summary>
/// Holds what the metrics ask for back to what the autoscaler may do: recommendations of late (stabilization), policies, and the least and most replicas
/// (<c>normalizeDesiredReplicas</c> and <c>normalizeDesiredReplicasWithBehaviors</c>).
/// </summary>
internal sealed class ReplicaNormalizer(HorizontalPodAutoscalerSpec spec, ScaleHistory history, AutoscalerOptions options, DateTime now)
{
    private const string StillHigher = "recent recommendations were higher than current one, applying the highest recent recommendation";
    private const string StillLower = "recent recommendations were lower than current one, applying the lowest recent recommendation";
    private static readonly Reason Ready = new("ReadyForNewScale", "recommended size matches current size");
    private static readonly Reason InRange = new("DesiredWithinRange", "the desired count is within the acceptable range");
    private static readonly Reason TooMany = new("TooManyReplicas", "the desired replica count is more than the maximum replica count");
    private static readonly Reason TooFew = new("TooFewReplicas", "the desired replica count is less than the minimum replica count");
    private static readonly Reason TooFast = new("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate");
    private static readonly Reason TooFastDown = new("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate");

    private int Minimum => spec.MinReplicas ?? 1;

    /// <summary>Normalizes.</summary>
    public Normalized Normalize(int current, int desired)
    {
        var (stabilized, why) = spec.Behavior is { } behavior ? Stabilize(behavior, current, desired) : Stabilize(desired);
        var (replicas, limit) = spec.Behavior is { } rules ? Limit(rules, current, stabilized) : Limit(current, stabilized);
        return new Normalized(replicas, why, limit, IsLimited: replicas != stabilized);
    }

    private (int, Reason) Stabilize(int desired)
    {
        var highest = desired;
        foreach (var (time, replicas) in history.Recommendations ?? [])
        {
            highest = time > now - options.DownscaleStabilization ? Math.Max(highest, replicas) : highest;
        }

        history.Recommend(desired, now, options.DownscaleStabilization);
        return (highest, highest == desired ? Ready : new Reason("ScaleDownStabilized", StillHigher));
    }

    private (int, Reason) Stabilize(HorizontalPodAutoscalerBehavior behavior, int current, int desired)
    {
        var up = TimeSpan.FromSeconds(behavior.ScaleUp?.StabilizationWindowSeconds ?? 0);
        var down = behavior.ScaleDown?.StabilizationWindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.DownscaleStabilization;
        var (lowest, highest) = (desired, desired);
        foreach (var (time, replicas) in history.Recommendations ?? [])
        {
            lowest = time > now - up ? Math.Min(lowest, replicas) : lowest;
            highest = time > now - down ? Math.Max(highest, replicas) : highest;
        }

        var stabilized = current < lowest ? lowest : current;
        stabilized = stabilized > highest ? highest : stabilized;
        history.Recommend(desired, now, up > down ? up : down);
        return (stabilized, stabilized == desired ? Ready : desired >= current ? new Reason("ScaleUpStabilized", StillLower) : new Reason("ScaleDownStabilized", StillHigher));
    }

    /// <summary>Without policies: at most twice as many, or four.</summary>
    private (int, Reason) Limit(int current, int desired)
    {
        var fastest = Math.Max(2 * current, 4);
        var (most, reason) = spec.MaxReplicas > fastest ? (fastest, TooFast) : (spec.MaxReplicas, TooMany);
        return desired < Minimum ? (Minimum, TooFew) : desired > most ? (most, reason) : (desired, InRange);
    }

    private (int, Reason) Limit(HorizontalPodAutoscalerBehavior behavior, int current, int desired)
    {
        if (desired > current)
        {
            var fastest = Math.Max(current, behavior.ScaleUp is { } rules ? ScaleLimits.Up(current, rules, history, now) : int.MaxValue);
            var (most, reason) = spec.MaxReplicas > fastest ? (fastest, TooFast) : (spec.MaxReplicas, TooMany);
            return desired > most ? (most, reason) : (desired, InRange);
        }

        if (desired < current)
        {
            var fastest = Math.Min(current, behavior.ScaleDown is { } rules ? ScaleLimits.Down(current, rules, history, now) : int.MinValue);
            var (least, reason) = Minimum < fastest ? (fastest, TooFastDown) : (Minimum, TooFew);
            return desired < least ? (least, reason) : (desired, InRange);
        }

        return (desired, InRange);
    }
}

/// <summary>A condition's reason and message.</summary>
internal readonly record struct Reason(string Name, string Message);

/// <summary>What came of it.</summary>
/// <param name="Replicas">How many replicas there should be.</param>
/// <param name="Stabilized">What the condition AbleToScale says.</param>
/// <param name="Limited">What the condition ScalingLimited says.</param>
/// <param name="IsLimited">Whether a limit held it back.</param>
internal readonly record struct Normalized(int Replicas, Reason Stabilized, Reason Limited, bool IsLimited);
