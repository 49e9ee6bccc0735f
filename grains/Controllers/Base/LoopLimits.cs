namespace Orchestrator.Grains.Controllers;

/// <summary>
/// When a controller writes for one object so often that it is slowed down: a fight between two controllers that undo each other's work costs the cluster little then.
/// Honest work, a rollout of thousands of pods, is slowed as well, but never by more than a fixed share of the time that it takes.
/// </summary>
/// <param name="Burst">Looks that write at any speed.</param>
/// <param name="PerSecond">Looks that write, each second, for as long as it likes.</param>
/// <param name="Share">Beyond that, it waits before each look this share of the time that it has gone on.</param>
/// <param name="Longest">The longest of these waits.</param>
/// <param name="WarnAfter">After so long without a pause it is told as an event.</param>
internal sealed record LoopLimits(int Burst, double PerSecond, double Share, TimeSpan Longest, TimeSpan WarnAfter)
{
    /// <summary>200 looks, 10 a second; 2 % of the time, up to 5 s; told after 30 s.</summary>
    public static LoopLimits Default { get; } = new(200, 10, 0.02, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
}
