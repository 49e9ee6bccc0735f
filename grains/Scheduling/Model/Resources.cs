namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>Amounts of what a node has and a pod asks for. A value: copied, compared and added without allocation unless extended resources are named.</summary>
internal readonly record struct Resources
{
    /// <summary>CPU in thousandths of a core.</summary>
    public long MilliCpu { get; init; }

    /// <summary>Memory in bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Ephemeral storage in bytes.</summary>
    public long EphemeralStorage { get; init; }

    /// <summary>Everything else (huge pages, extended resources), by name; null when there is nothing.</summary>
    public IReadOnlyDictionary<string, long>? Extended { get; init; }

    /// <summary>The sum.</summary>
    public Resources Plus(in Resources other) => Combine(other, 1);

    /// <summary>The difference.</summary>
    public Resources Minus(in Resources other) => Combine(other, -1);

    /// <summary>The larger of each.</summary>
    public Resources Max(in Resources other)
    {
        var result = new Resources
        {
            MilliCpu = Math.Max(MilliCpu, other.MilliCpu),
            Memory = Math.Max(Memory, other.Memory),
            EphemeralStorage = Math.Max(EphemeralStorage, other.EphemeralStorage),
            Extended = Extended ?? other.Extended,
        };
        return Extended is null || other.Extended is null ? result : result with { Extended = Merge(other.Extended, Math.Max) };
    }

    /// <summary>The amount of an extended resource.</summary>
    public long Of(string name) => Extended is not null && Extended.TryGetValue(name, out var amount) ? amount : 0;

    private Resources Combine(in Resources other, int sign)
    {
        var result = new Resources
        {
            MilliCpu = MilliCpu + (sign * other.MilliCpu),
            Memory = Memory + (sign * other.Memory),
            EphemeralStorage = EphemeralStorage + (sign * other.EphemeralStorage),
            Extended = Extended,
        };
        return other.Extended is null ? result : result with { Extended = Merge(other.Extended, (a, b) => a + (sign * b)) };
    }

    private Dictionary<string, long> Merge(IReadOnlyDictionary<string, long> other, Func<long, long, long> combine)
    {
        var merged = Extended is null ? new Dictionary<string, long>(StringComparer.Ordinal) : new Dictionary<string, long>(Extended, StringComparer.Ordinal);
        foreach (var (name, amount) in other)
        {
            merged[name] = combine(merged.GetValueOrDefault(name), amount);
        }

        return merged;
    }
}
