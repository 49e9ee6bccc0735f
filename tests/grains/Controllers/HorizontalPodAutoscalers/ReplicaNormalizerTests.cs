using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Scaling;

namespace Orchestrator.Grains.Tests.Controllers.HorizontalPodAutoscalers;

public class ReplicaNormalizerTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(3, 5, 5, "DesiredWithinRange", false)]
    [InlineData(1, 9, 4, "ScaleUpLimit", true)] // at least four
    [InlineData(3, 30, 6, "ScaleUpLimit", true)] // at most twice as many
    [InlineData(10, 30, 15, "TooManyReplicas", true)]
    [InlineData(5, 1, 2, "TooFewReplicas", true)]
    [InlineData(5, 3, 3, "DesiredWithinRange", false)]
    public void Without_policies(int current, int desired, int replicas, string reason, bool limited)
    {
        var normalized = Normalize(null, new ScaleHistory(), current, desired);
        (normalized.Replicas, normalized.Limited.Name, normalized.IsLimited).ShouldBe((replicas, reason, limited));
    }

    [Theory]
    [InlineData(-299, 8, "ScaleDownStabilized")]
    [InlineData(-301, 5, "ReadyForNewScale")]
    public void The_highest_recommendation_of_five_minutes_counts(int seconds, int replicas, string reason)
    {
        var history = new ScaleHistory();
        history.Begin(8, Now.AddSeconds(seconds));
        var normalized = Normalize(null, history, 8, 5);
        (normalized.Replicas, normalized.Stabilized.Name).ShouldBe((replicas, reason));
    }

    [Theory]
    [InlineData(60, 60, "-30:4", 5, 8, 5, "ScaleUpStabilized")] // up to the lowest of the window, and not below what there is
    [InlineData(60, 60, "-30:6", 5, 8, 6, "ScaleUpStabilized")]
    [InlineData(60, 60, "-90:4", 5, 8, 8, "ReadyForNewScale")]
    [InlineData(0, 60, "-30:4", 5, 8, 8, "ReadyForNewScale")]
    [InlineData(0, 60, "-30:7", 8, 3, 7, "ScaleDownStabilized")]
    [InlineData(0, 60, "-90:7", 8, 3, 3, "ReadyForNewScale")]
    [InlineData(0, 0, "-30:7", 8, 3, 3, "ReadyForNewScale")]
    [InlineData(0, null, "-200:7", 8, 3, 7, "ScaleDownStabilized")] // five minutes where it does not say
    [InlineData(300, 300, "-30:4 -20:9", 6, 8, 6, "ScaleUpStabilized")]
    public void The_windows_of_a_behavior_count(int up, int? down, string before, int current, int desired, int replicas, string reason)
    {
        var history = new ScaleHistory();
        foreach (var parts in before.Split(' ').Select(text => text.Split(':').Select(int.Parse).ToArray()))
        {
            history.Recommend(parts[1], Now.AddSeconds(parts[0]), TimeSpan.FromHours(1));
        }

        var behavior = new HorizontalPodAutoscalerBehavior { ScaleUp = Free(up), ScaleDown = Free(down) };
        var normalized = Normalize(behavior, history, current, desired);
        (normalized.Replicas, normalized.Stabilized.Name).ShouldBe((replicas, reason));
    }

    [Theory]
    [InlineData("Max", "Pods:4:60 Percent:100:60", "", 3, 7)]
    [InlineData("Max", "Pods:4:60 Percent:100:60", "", 10, 20)]
    [InlineData("Min", "Pods:4:60 Percent:100:60", "", 3, 6)]
    [InlineData("Min", "Pods:4:60 Percent:100:60", "", 10, 14)]
    [InlineData("Disabled", "Pods:4:60", "", 10, 10)]
    [InlineData(null, "Percent:10:60", "", 5, 6)] // rounded up
    [InlineData("Max", "Pods:4:60", "-30:6:9", 9, 10)] // three of four within the minute are used
    [InlineData("Max", "Pods:4:60", "-90:6:9", 9, 13)]
    [InlineData("Max", "Percent:100:60", "-30:5:9", 9, 10)] // of what there was a minute ago
    [InlineData("Max", "Pods:4:60", "-30:12:9", 9, 16)] // what was taken away is there to come back
    public void How_far_up(string? select, string policies, string changes, int current, int limit) =>
        ScaleLimits.Up(current, Rules(select, policies), History(changes), Now).ShouldBe(limit);

    [Theory]
    [InlineData("Max", "Pods:4:60 Percent:50:60", "", 10, 5)]
    [InlineData("Min", "Pods:4:60 Percent:50:60", "", 10, 6)]
    [InlineData("Disabled", "Pods:4:60", "", 10, 10)]
    [InlineData(null, "Percent:10:60", "", 5, 4)] // 4.5: cut
    [InlineData("Max", "Percent:100:15", "", 10, 0)]
    [InlineData("Max", "Pods:4:60", "-30:12:9", 9, 8)]
    [InlineData("Max", "Pods:4:60", "-90:12:9", 9, 5)]
    public void How_far_down(string? select, string policies, string changes, int current, int limit) =>
        ScaleLimits.Down(current, Rules(select, policies), History(changes), Now).ShouldBe(limit);

    [Theory]
    [InlineData(5, 14, 9, "ScaleUpLimit")]
    [InlineData(13, 20, 15, "TooManyReplicas")]
    [InlineData(14, 3, 12, "ScaleDownLimit")]
    [InlineData(3, 1, 2, "TooFewReplicas")]
    [InlineData(5, 7, 7, "DesiredWithinRange")]
    [InlineData(5, 5, 5, "DesiredWithinRange")]
    public void Policies_and_bounds_hold_it_back(int current, int desired, int replicas, string reason)
    {
        var behavior = new HorizontalPodAutoscalerBehavior { ScaleUp = Rules("Max", "Pods:4:60"), ScaleDown = Rules("Max", "Pods:2:60") };
        (behavior.ScaleUp.StabilizationWindowSeconds, behavior.ScaleDown.StabilizationWindowSeconds) = (0, 0);
        var normalized = Normalize(behavior, new ScaleHistory(), current, desired);
        (normalized.Replicas, normalized.Limited.Name).ShouldBe((replicas, reason));
    }

    private static Normalized Normalize(HorizontalPodAutoscalerBehavior? behavior, ScaleHistory history, int current, int desired) =>
        new ReplicaNormalizer(new HorizontalPodAutoscalerSpec { MinReplicas = 2, MaxReplicas = 15, Behavior = behavior }, history, new AutoscalerOptions(), Now).Normalize(current, desired);

    private static HPAScalingRules Free(int? window) => new()
    {
        StabilizationWindowSeconds = window,
        SelectPolicy = "Max",
        Policies = [new HPAScalingPolicy { Type = "Pods", Value = 100, PeriodSeconds = 15 }],
    };

    private static HPAScalingRules Rules(string? select, string policies) => new()
    {
        SelectPolicy = select,
        Policies = [.. policies.Split(' ').Select(text => text.Split(':')).Select(parts => new HPAScalingPolicy
        {
            Type = parts[0], Value = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), PeriodSeconds = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture),
        })],
    };

    private static ScaleHistory History(string changes)
    {
        var history = new ScaleHistory();
        foreach (var parts in changes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split(':').Select(int.Parse).ToArray()))
        {
            history.Changed(parts[1], parts[2], Now.AddSeconds(parts[0]), TimeSpan.FromHours(1));
        }

        return history;
    }
}
