namespace Orchestrator.Api.Reconciling;

/// <summary>How long to wait after an object's n-th failure in a row: 5 ms doubling up to a limit, as the work queues of Kubernetes controllers do.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Limit">The longest wait.</param>
public readonly record struct Backoff(TimeSpan First, TimeSpan Limit)
{
    /// <summary>Of controllers: 5 ms to 1 min. (A real one goes up to 1000 s; recovering within a minute of the cause's end costs next to nothing.)</summary>
    public static Backoff Controllers { get; } = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMinutes(1));

    /// <summary>Of pods that found no node: 1 s to 10 s, as the real scheduler.</summary>
    public static Backoff Scheduling { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    /// <summary>The wait after <paramref name="failures"/> failures in a row (1 or more).</summary>
    public TimeSpan After(int failures)
    {
        var wait = First.Ticks * Math.Pow(2, Math.Min(failures - 1, 40));
        return wait >= Limit.Ticks ? Limit : TimeSpan.FromTicks((long)wait);
    }
}
