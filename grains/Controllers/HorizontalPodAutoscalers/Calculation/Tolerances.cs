namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;

/// <summary>How far the ratio of what is to what should be may be from 1 without anything being done.</summary>
internal readonly record struct Tolerances(double Down, double Up)
{
    /// <summary>Whether the ratio is near enough.</summary>
    public bool Hold(double ratio) => 1 - Down <= ratio && ratio <= 1 + Up;
}
