namespace Orchestrator.Cel.Values;

/// <summary>A list of values.</summary>
public sealed class ArrayList(IReadOnlyList<CelValue> items) : CelList
{
    /// <summary>No items.</summary>
    public static ArrayList Empty { get; } = new([]);

    /// <inheritdoc/>
    public override int Count => items.Count;

    /// <inheritdoc/>
    public override CelValue this[int index] => items[index];
}
