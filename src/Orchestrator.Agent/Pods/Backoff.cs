namespace Orchestrator.Agent.Pods;

/// <summary>
/// Delays that double from 10 s to 300 s and start again after 10 minutes without failure, as kubelet's for restarts (CrashLoopBackOff) and image pulls.
/// One pod's worker uses it alone.
/// </summary>
internal sealed class Backoff(TimeProvider time, TimeSpan initial, TimeSpan maximum)
{
    private readonly Dictionary<string, (TimeSpan Delay, DateTimeOffset Updated)> _entries = new(StringComparer.Ordinal);

    /// <summary>How much of the delay is left, counted from the failure; zero if the next try may begin.</summary>
    public TimeSpan Left(string key, DateTimeOffset failedAt)
    {
        if (!_entries.TryGetValue(key, out var entry) || IsForgotten(entry, failedAt))
        {
            return TimeSpan.Zero;
        }

        var left = failedAt + entry.Delay - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>The present delay; zero if there was no failure.</summary>
    public TimeSpan Delay(string key) => _entries.TryGetValue(key, out var entry) ? entry.Delay : TimeSpan.Zero;

    /// <summary>A try begins after a failure: the next delay is the double.</summary>
    public void Next(string key, DateTimeOffset failedAt)
    {
        var delay = initial;
        if (_entries.TryGetValue(key, out var entry) && !IsForgotten(entry, failedAt))
        {
            delay = TimeSpan.FromTicks(Math.Min(entry.Delay.Ticks * 2, maximum.Ticks));
        }

        _entries[key] = (delay, time.GetUtcNow());
    }

    // client-go: an entry is forgotten when it was not touched for twice the maximum.
    private bool IsForgotten((TimeSpan Delay, DateTimeOffset Updated) entry, DateTimeOffset failedAt) => failedAt - entry.Updated > maximum * 2;

    /// <summary>Success: the next failure starts at the beginning.</summary>
    public void Reset(string key) => _entries.Remove(key);
}
