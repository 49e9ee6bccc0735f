namespace Orchestrator.Silo.Metrics.Prometheus;

/// <summary>One line, or for a histogram one group of lines, of the text: what an instrument measured with one set of labels.</summary>
internal sealed class Series(double[]? bounds)
{
    private readonly long[]? _buckets = bounds is null ? null : new long[bounds.Length + 1];
    private long _count;
    private double _value;

    /// <summary>A counter's or gauge's value; of a histogram the sum.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>Adds to a counter.</summary>
    public void Add(double value)
    {
        double seen;
        do
        {
            seen = Volatile.Read(ref _value);
        }
        while (Interlocked.CompareExchange(ref _value, seen + value, seen) != seen);
    }

    /// <summary>Sets a gauge, or a counter that is kept elsewhere.</summary>
    public void Set(double value) => Volatile.Write(ref _value, value);

    /// <summary>Adds a measurement to a histogram.</summary>
    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds!.Length && value > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _buckets![bucket]);
        Interlocked.Increment(ref _count);
        Add(value);
    }

    /// <summary>How many measurements a histogram has up to each bound, and in all.</summary>
    public IEnumerable<(double Bound, long Count)> Cumulative()
    {
        long sum = 0;
        for (var i = 0; i < _buckets!.Length; i++)
        {
            sum += Volatile.Read(ref _buckets[i]);
            yield return (i < bounds!.Length ? bounds[i] : double.PositiveInfinity, sum);
        }
    }
}
