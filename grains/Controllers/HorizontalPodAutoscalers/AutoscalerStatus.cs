using Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>The status of an autoscaler while it is worked out.</summary>
internal sealed class AutoscalerStatus
{
    private readonly DateTime _now;

    public AutoscalerStatus(HorizontalPodAutoscaler scaler, DateTime now)
    {
        _now = Timestamp.Seconds(now);
        Value = new HorizontalPodAutoscalerStatus
        {
            ObservedGeneration = scaler.Status.ObservedGeneration, // autoscalers have no generation
            LastScaleTime = scaler.Status.LastScaleTime,
            CurrentReplicas = scaler.Status.CurrentReplicas,
            DesiredReplicas = scaler.Status.DesiredReplicas,
            CurrentMetrics = scaler.Status.CurrentMetrics,
            Conditions = [.. scaler.Status.Conditions ?? []],
        };
    }

    /// <summary>The status.</summary>
    public HorizontalPodAutoscalerStatus Value { get; }

    /// <summary>Sets how many replicas there are and should be.</summary>
    public void Set(int current, int desired, List<MetricStatus> metrics)
    {
        (Value.CurrentReplicas, Value.DesiredReplicas, Value.CurrentMetrics) = (current, desired, metrics);
    }

    /// <summary>Says that it has scaled just now.</summary>
    public void Scaled() => Value.LastScaleTime = _now;

    /// <summary>Sets a condition; its time is that of its last change.</summary>
    public void Set(string type, bool holds, string reason, string message)
    {
        var status = holds ? "True" : "False";
        var at = Value.Conditions!.FindIndex(condition => condition.Type == type);
        var condition = new HorizontalPodAutoscalerCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastTransitionTime = at >= 0 && Value.Conditions[at].Status == status ? Value.Conditions[at].LastTransitionTime : _now,
        };
        if (at < 0)
        {
            Value.Conditions.Add(condition);
        }
        else
        {
            Value.Conditions[at] = condition;
        }
    }
}
