using Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling;

/// <summary>What an API server fills into autoscalers: processors at 80 %, and how fast to follow.</summary>
internal static class AutoscalerDefaults
{
    private const string Percent = "Percent";
    private const string Pods = "Pods";
    private const string Max = "Max";

    public static void Spec(HorizontalPodAutoscalerSpec spec)
    {
        spec.MinReplicas ??= 1;
        if (spec.Metrics is not { Count: > 0 })
        {
            spec.Metrics =
            [
                new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 80 } } },
            ];
        }

        if (spec.Behavior is { } behavior)
        {
            Rules(behavior.ScaleUp ??= new(), 0, [new() { Type = Pods, Value = 4, PeriodSeconds = 15 }, new() { Type = Percent, Value = 100, PeriodSeconds = 15 }]);
            Rules(behavior.ScaleDown ??= new(), null, [new() { Type = Percent, Value = 100, PeriodSeconds = 15 }]);
        }
    }

    private static void Rules(HPAScalingRules rules, int? window, List<HPAScalingPolicy> policies)
    {
        rules.StabilizationWindowSeconds ??= window;
        rules.SelectPolicy ??= Max;
        rules.Policies ??= policies;
    }
}
