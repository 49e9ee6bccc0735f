namespace Orchestrator.Grains.Controllers;

/// <summary>Notices that one controller writes for one object again and again, and says how long to wait before the next look. Not thread safe.</summary>
internal sealed class LoopGuard(LoopLimits limits)
{
    /// <summary>Waits shorter than this are not worth a timer.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    private double _tokens = limits.Burst;
    private DateTimeOffset _last;
    private bool _warned;

    /// <summary>Since when it writes more often than it may, without a pause; null when it does not.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Looks that wrote since it began.</summary>
    public long Writes { get; private set; }

    /// <summary>How long it waits now.</summary>
    public TimeSpan Wait { get; private set; }

    /// <summary>A look that wrote has ended. Returns how long to wait before the next.</summary>
    public TimeSpan Wrote(DateTimeOffset now)
    {
        _tokens = Math.Min(limits.Burst, _tokens + ((now - _last).TotalSeconds * limits.PerSecond)) - 1;
        _last = now;
        if (_tokens < 0)
        {
            Since ??= now;
        }

        if (Since is not { } since)
        {
            return TimeSpan.Zero;
        }

        Writes++;
        var wait = (now - since) * limits.Share;
        Wait = wait > limits.Longest ? limits.Longest : wait;
        return Wait < Shortest ? TimeSpan.Zero : Wait;
    }

    /// <summary>Nobody asked for a look while it waited: whatever went on has ended.</summary>
    public void Calm()
    {
        (Since, Writes, Wait, _warned) = (null, 0, TimeSpan.Zero, false);
        _tokens = limits.Burst;
    }

    /// <summary>Whether it is time to tell people; true once.</summary>
    public bool ShouldWarn(DateTimeOffset now)
    {
        if (_warned || Since is not { } since || now - since < limits.WarnAfter)
        {
            return false;
        }

        return _warned = true;
    }

    /// <summary>In words; empty when it is calm.</summary>
    public string Describe(DateTimeOffset now) =>
        Since is { } since
            ? FormattableString.Invariant($"wrote for this object {Writes} times in {(now - since).TotalSeconds:0} s without a pause and is slowed down to one look every {Wait.TotalSeconds:0.###} s: if the object does not settle, somebody else undoes what this controller does")
            : "";
}
