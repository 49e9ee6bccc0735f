namespace Orchestrator.Grains.Controllers.Events;

/// <summary>
/// Lets a source tell 25 events about one object at once and one more every five minutes, as the correlator of client-go does, so that a replica set of
/// thousands of pods does not write thousands of events. Not thread safe.
/// </summary>
internal sealed class EventSpamFilter
{
    private const int Burst = 25;
    private const int MaxKnown = 8192;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);
    private readonly Dictionary<(string Source, string Uid), Bucket> _buckets = [];

    /// <summary>Whether the event may be told.</summary>
    public bool Allows(EventNote note)
    {
        var key = (note.Source, note.Object.Uid);
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            if (_buckets.Count == MaxKnown)
            {
                _buckets.Clear();
            }

            bucket = new Bucket(Burst, note.Time);
        }

        var tokens = Math.Min(Burst, bucket.Tokens + ((note.Time - bucket.Time) / Refill));
        var allowed = tokens >= 1;
        _buckets[key] = new Bucket(allowed ? tokens - 1 : tokens, note.Time);
        return allowed;
    }

    private readonly record struct Bucket(double Tokens, DateTime Time);
}
