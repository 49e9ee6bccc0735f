using Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Scaling;

/// <summary>How far the policies of an autoscaler let it go now (<c>calculateScaleUpLimitWithScalingRules</c> and its counterpart).</summary>
internal static class ScaleLimits
{
    /// <summary>The most replicas.</summary>
    public static int Up(int current, HPAScalingRules rules, ScaleHistory history, DateTime now)
    {
        if (rules.SelectPolicy == "Disabled")
        {
            return current;
        }

        var least = rules.SelectPolicy == "Min";
        var limit = least ? int.MaxValue : int.MinValue;
        foreach (var policy in rules.Policies ?? [])
        {
            var start = PeriodStart(current, policy, history, now);
            var proposed = policy.Type == "Pods" ? start + policy.Value : (int)Math.Ceiling(start * (1 + (policy.Value / 100.0)));
            limit = least ? Math.Min(limit, proposed) : Math.Max(limit, proposed);
        }

        return limit;
    }

    /// <summary>The fewest replicas.</summary>
    public static int Down(int current, HPAScalingRules rules, ScaleHistory history, DateTime now)
    {
        if (rules.SelectPolicy == "Disabled")
        {
            return current;
        }

        // The policy that changes least is the one that keeps most.
        var most = rules.SelectPolicy == "Min";
        var limit = most ? int.MinValue : int.MaxValue;
        foreach (var policy in rules.Policies ?? [])
        {
            var start = PeriodStart(current, policy, history, now);
            var proposed = policy.Type == "Pods" ? start - policy.Value : (int)(start * (1 - (policy.Value / 100.0)));
            limit = most ? Math.Max(limit, proposed) : Math.Min(limit, proposed);
        }

        return limit;
    }

    /// <summary>How many replicas there were when the policy's period began.</summary>
    private static int PeriodStart(int current, HPAScalingPolicy policy, ScaleHistory history, DateTime now)
    {
        var period = TimeSpan.FromSeconds(policy.PeriodSeconds);
        return current - history.AddedWithin(period, now) + history.RemovedWithin(period, now);
    }
}
