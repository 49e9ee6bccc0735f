using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Values;

/// <summary>A list, wherever its items come from. Immutable while an expression sees it.</summary>
public abstract class CelList
{
    /// <summary>How many items.</summary>
    public abstract int Count { get; }

    /// <summary>An item, by a valid index.</summary>
    public abstract CelValue this[int index] { get; }
}

/// <summary>A map, wherever its entries come from. Immutable while an expression sees it.</summary>
public abstract class CelMap
{
    /// <summary>How many entries.</summary>
    public abstract int Count { get; }

    /// <summary>Its keys.</summary>
    public abstract IEnumerable<CelValue> Keys { get; }

    /// <summary>The value of a key; false when there is none.</summary>
    public abstract bool TryGet(CelValue key, out CelValue value);
}

/// <summary>Something with fields, wherever it comes from. Immutable while an expression sees it.</summary>
public abstract class CelObject
{
    /// <summary>Its type.</summary>
    public abstract CelType Type { get; }

    /// <summary>The value of a field; false when it is not set, which <c>has()</c> asks.</summary>
    public abstract bool TryGet(string field, out CelValue value);
}

/// <summary>Something that only functions look into.</summary>
public abstract class CelOpaque
{
    /// <summary>Its type.</summary>
    public abstract CelType Type { get; }

    /// <summary>Whether it is the same as another of the same type.</summary>
    public abstract bool Same(CelOpaque other);
}
