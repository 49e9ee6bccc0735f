using Orchestrator.Api.Kinds;
using V1 = Orchestrator.Api.Models.Autoscaling.V1;
using V2 = Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling.Conversion;

/// <summary>
/// <c>autoscaling/v1</c> HorizontalPodAutoscalers, which are stored as v2. The older version has a field for the use of CPU only; everything else travels
/// in annotations, as with a real server, so that an update through it loses nothing.
/// </summary>
internal static class AutoscalerConversion
{
    private const string Cpu = "cpu";
    private const string Utilization = "Utilization";
    private const int DefaultUtilization = 80;

    public static VersionConversion Instance { get; } = new ModelConversion<V1.HorizontalPodAutoscaler, V2.HorizontalPodAutoscaler>(
        ("autoscaling/v1", "HorizontalPodAutoscaler"), ("autoscaling/v2", "HorizontalPodAutoscaler"), ToV2, FromV2);

    private static V2.HorizontalPodAutoscaler ToV2(V1.HorizontalPodAutoscaler old)
    {
        var now = new V2.HorizontalPodAutoscaler
        {
            Spec = new V2.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = References.ToV2(old.Spec.ScaleTargetRef),
                MinReplicas = old.Spec.MinReplicas,
                MaxReplicas = old.Spec.MaxReplicas,
                Metrics = RoundTripAnnotations.Metrics(old.Metadata)?.ConvertAll(MetricSpecs.ToV2),
                Behavior = RoundTripAnnotations.Behavior(old.Metadata),
            },
            Status = new V2.HorizontalPodAutoscalerStatus
            {
                ObservedGeneration = old.Status.ObservedGeneration,
                LastScaleTime = old.Status.LastScaleTime,
                CurrentReplicas = old.Status.CurrentReplicas,
                DesiredReplicas = old.Status.DesiredReplicas,
                CurrentMetrics = RoundTripAnnotations.CurrentMetrics(old.Metadata)?.ConvertAll(MetricStatuses.ToV2) ?? [],
                Conditions = RoundTripAnnotations.Conditions(old.Metadata),
            },
        };
        AddCpu(now, old);
        RoundTripAnnotations.Drop(old.Metadata);
        return now;
    }

    private static void AddCpu(V2.HorizontalPodAutoscaler now, V1.HorizontalPodAutoscaler old)
    {
        var target = old.Spec.TargetCPUUtilizationPercentage ?? (now.Spec.Metrics is null or { Count: 0 } ? DefaultUtilization : null);
        if (target is { } percent)
        {
            (now.Spec.Metrics ??= []).Add(new V2.MetricSpec
            {
                Type = "Resource",
                Resource = new V2.ResourceMetricSource { Name = Cpu, Target = new V2.MetricTarget { Type = Utilization, AverageUtilization = percent } },
            });
        }

        // the annotation, when it is there, says more: the value besides the share
        if (old.Status.CurrentCPUUtilizationPercentage is { } current && !now.Status.CurrentMetrics.Exists(IsCpu))
        {
            now.Status.CurrentMetrics.Add(new V2.MetricStatus
            {
                Type = "Resource",
                Resource = new V2.ResourceMetricStatus { Name = Cpu, Current = new V2.MetricValueStatus { AverageUtilization = current } },
            });
        }
    }

    private static V1.HorizontalPodAutoscaler FromV2(V2.HorizontalPodAutoscaler now)
    {
        var metrics = now.Spec.Metrics ?? [];
        RoundTripAnnotations.Add(
            now.Metadata,
            metrics.FindAll(metric => !IsCpu(metric)).ConvertAll(MetricSpecs.ToV1),
            now.Spec.Behavior,
            now.Status.CurrentMetrics.ConvertAll(MetricStatuses.ToV1),
            now.Status.Conditions);
        return new V1.HorizontalPodAutoscaler
        {
            Spec = new V1.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = References.ToV1(now.Spec.ScaleTargetRef),
                MinReplicas = now.Spec.MinReplicas,
                MaxReplicas = now.Spec.MaxReplicas,
                TargetCPUUtilizationPercentage = metrics.Find(IsCpu)?.Resource!.Target.AverageUtilization,
            },
            Status = new V1.HorizontalPodAutoscalerStatus
            {
                ObservedGeneration = now.Status.ObservedGeneration,
                LastScaleTime = now.Status.LastScaleTime,
                CurrentReplicas = now.Status.CurrentReplicas ?? 0,
                DesiredReplicas = now.Status.DesiredReplicas,
                CurrentCPUUtilizationPercentage = now.Status.CurrentMetrics.Find(IsCpu)?.Resource!.Current.AverageUtilization,
            },
        };
    }

    private static bool IsCpu(V2.MetricSpec metric) => metric is { Type: "Resource", Resource: { Name: Cpu, Target.AverageUtilization: not null } };

    private static bool IsCpu(V2.MetricStatus metric) => metric is { Type: "Resource", Resource: { Name: Cpu, Current.AverageUtilization: not null } };
}
