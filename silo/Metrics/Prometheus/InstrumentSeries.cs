using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orchestrator.Silo.Metrics.Prometheus;

/// <summary>All series of one instrument.</summary>
internal sealed class InstrumentSeries
{
    private const int MostSeries = 10_000; // labels that a client could make up must not fill the memory
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<TagSet, Series> _series = new(new TagSet.Comparer());
    private readonly ConcurrentDictionary<TagSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly double[]? _bounds;

    public InstrumentSeries(Instrument instrument)
    {
        var type = instrument.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var counts = kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>);
        Type = kind == typeof(Histogram<>) ? "histogram" : counts ? "counter" : "gauge";
        _bounds = Type == "histogram" ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? UsualBounds : null;
        Replaces = instrument.IsObservable || kind == typeof(Gauge<>);
        IsObservable = instrument.IsObservable;
        Name = MetricNames.Of(instrument.Name, instrument.Unit, counts);
        Help = instrument.Description ?? "";
        _lookup = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>What it says.</summary>
    public string Help { get; }

    /// <summary>counter, gauge or histogram.</summary>
    public string Type { get; }

    /// <summary>Whether it is asked when the text is written.</summary>
    public bool IsObservable { get; }

    /// <summary>The series.</summary>
    public IEnumerable<KeyValuePair<TagSet, Series>> All => _series;

    /// <summary>Whether a measurement is the value itself and not a part of a sum.</summary>
    private bool Replaces { get; }

    /// <summary>Takes a measurement.</summary>
    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_lookup.TryGetValue(tags, out var series))
        {
            if (_series.Count >= MostSeries)
            {
                return;
            }

            series = _series.GetOrAdd(new TagSet(tags.ToArray()), static (_, bounds) => new Series(bounds), _bounds);
        }

        if (_bounds is not null)
        {
            series.Record(value);
        }
        else if (Replaces)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Forgets what was observed last, since what has gone is not observed any more.</summary>
    public void Clear() => _series.Clear();
}
