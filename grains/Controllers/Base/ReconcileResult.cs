namespace Orchestrator.Grains.Controllers;

/// <summary>What a reconcile came to, when it did not throw.</summary>
/// <param name="RequeueAfter">When to look again although nothing may have changed; null when a change is what brings the next look.</param>
internal readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    /// <summary>The object is as it should be, or a change will tell.</summary>
    public static ReconcileResult Done { get; }

    /// <summary>The longest that anything waits: looking once a day for what is far away costs nothing, and no timer goes on for years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Look again then, or earlier when that is far away: something depends on time.</summary>
    public static ReconcileResult After(TimeSpan delay) => new(TimeSpan.FromTicks(Math.Clamp(delay.Ticks, TimeSpan.TicksPerMillisecond, Longest.Ticks)));

    /// <summary>The sooner of two.</summary>
    public ReconcileResult Or(ReconcileResult other) =>
        RequeueAfter is null || other.RequeueAfter < RequeueAfter ? other.RequeueAfter is null ? this : other : this;
}
