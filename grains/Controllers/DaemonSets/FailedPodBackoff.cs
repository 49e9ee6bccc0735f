using System.Collections.Concurrent;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// How long failed daemon pods of a node stay before they are replaced: a node that refuses them would otherwise be asked in a hot loop. 1 s, doubling up to 15 min with each
/// failure of one generation on one node; forgotten after twice that time.
/// </summary>
internal sealed class FailedPodBackoff(TimeProvider time)
{
    private const int MaxKnown = 16384;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<(string Uid, long Generation, string Node), Entry> _entries = [];

    /// <summary>How long to wait before the failed pod may be replaced; null when it may be now, which counts as one more failure.</summary>
    public TimeSpan? Try(string uid, long generation, string node)
    {
        var now = time.GetUtcNow();
        var key = (uid, generation, node);
        if (_entries.TryGetValue(key, out var entry) && now - entry.Since < entry.Wait)
        {
            return entry.Since + entry.Wait - now;
        }

        if (_entries.Count >= MaxKnown)
        {
            _entries.Clear();
        }

        var wait = entry.Wait == default || now - entry.Since > Limit * 2 ? First : entry.Wait * 2;
        _entries[key] = new Entry(now, wait > Limit ? Limit : wait);
        return null;
    }

    private readonly record struct Entry(DateTimeOffset Since, TimeSpan Wait);
}
