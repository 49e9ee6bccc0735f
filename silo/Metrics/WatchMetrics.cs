using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Metrics;

/// <summary>Counts the events that watches were sent.</summary>
internal sealed class WatchMetrics
{
    private readonly ConcurrentDictionary<(string Group, string Version, string Resource), EventCount> _counts = new();

    public WatchMetrics(SiloMeter meter) =>
        meter.Meter.CreateObservableCounter("apiserver_watch_events_total", Observe, description: "Events that were sent to watches.");

    /// <summary>The count of a kind.</summary>
    public EventCount Of(KindDescriptor kind) => _counts.GetOrAdd((kind.Group, kind.Version, kind.Resource), static _ => new EventCount());

    private IEnumerable<Measurement<long>> Observe()
    {
        foreach (var ((group, version, resource), count) in _counts)
        {
            yield return new Measurement<long>(count.Value, new("group", group), new("version", version), new KeyValuePair<string, object?>("resource", resource));
        }
    }

    /// <summary>How many events there were.</summary>
    internal sealed class EventCount
    {
        private long _value;

        /// <summary>How many.</summary>
        public long Value => Volatile.Read(ref _value);

        /// <summary>Adds some.</summary>
        public void Add(int events) => Interlocked.Add(ref _value, events);
    }
}
