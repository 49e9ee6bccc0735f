namespace Orchestrator.Cel.Values;

/// <summary>A map of values.</summary>
public sealed class HashMap(Dictionary<CelValue, CelValue> entries) : CelMap
{
    /// <inheritdoc/>
    public override int Count => entries.Count;

    /// <inheritdoc/>
    public override IEnumerable<CelValue> Keys => entries.Keys;

    /// <summary>An empty dictionary that compares keys as the language does: 1, 1u and 1.0 are one key.</summary>
    public static Dictionary<CelValue, CelValue> NewEntries(int capacity = 0) => new(capacity, KeyComparer.Instance);

    /// <inheritdoc/>
    public override bool TryGet(CelValue key, out CelValue value) => entries.TryGetValue(key, out value);

    private sealed class KeyComparer : IEqualityComparer<CelValue>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(CelValue x, CelValue y) => CelEquality.Same(x, y);

        public int GetHashCode(CelValue obj) => obj.Kind switch
        {
            CelKind.String => string.GetHashCode(obj.String, StringComparison.Ordinal),
            CelKind.Int => ((double)obj.Int).GetHashCode(),
            CelKind.Uint => ((double)obj.Uint).GetHashCode(),
            CelKind.Double => obj.Double.GetHashCode(),
            CelKind.Bool => obj.Bool ? 1 : 0,
            _ => (int)obj.Kind,
        };
    }
}
