using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions;

/// <summary>A function of one value. Errors are results; it does not throw.</summary>
public delegate CelValue CelUnary(CelValue value);

/// <summary>A function of two values.</summary>
public delegate CelValue CelBinary(CelValue first, CelValue second);

/// <summary>A function of any number of values.</summary>
public delegate CelValue CelVariadic(ReadOnlySpan<CelValue> values);

/// <summary>What a call costs, of its values and its result; the target of a member comes first.</summary>
public delegate long CelCost(ReadOnlySpan<CelValue> values, CelValue result);

/// <summary>A function for certain types of arguments.</summary>
public sealed class CelOverload
{
    /// <summary>Makes one.</summary>
    internal CelOverload(bool member, CelType[] parameters, CelType result, Delegate implementation, CelCost? cost)
    {
        Member = member;
        Parameters = parameters;
        Result = result;
        Unary = implementation as CelUnary;
        Binary = implementation as CelBinary;
        Variadic = implementation as CelVariadic;
        Cost = cost;
    }

    /// <summary>Whether it is called on its first argument.</summary>
    public bool Member { get; }

    /// <summary>The types of its arguments.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    /// <summary>The type of its result.</summary>
    public CelType Result { get; }

    /// <summary>What it does, with one argument.</summary>
    public CelUnary? Unary { get; }

    /// <summary>What it does, with two.</summary>
    public CelBinary? Binary { get; }

    /// <summary>What it does, with any number.</summary>
    public CelVariadic? Variadic { get; }

    /// <summary>What a call costs; null for 1.</summary>
    public CelCost? Cost { get; }

    /// <summary>Whether a value may be an argument.</summary>
    internal bool Admits(int index, CelValue value) => Admits(Parameters[index], value);

    private static bool Admits(CelType type, CelValue value) => type.Kind switch
    {
        CelTypeKind.Bool => value.Kind == CelKind.Bool,
        CelTypeKind.Int => value.Kind == CelKind.Int,
        CelTypeKind.Uint => value.Kind == CelKind.Uint,
        CelTypeKind.Double => value.Kind == CelKind.Double,
        CelTypeKind.String => value.Kind == CelKind.String,
        CelTypeKind.Bytes => value.Kind == CelKind.Bytes,
        CelTypeKind.Timestamp => value.Kind == CelKind.Timestamp,
        CelTypeKind.Duration => value.Kind == CelKind.Duration,
        CelTypeKind.List => value.Kind == CelKind.List,
        CelTypeKind.Map => value.Kind == CelKind.Map,
        CelTypeKind.Null => value.Kind == CelKind.Null,
        CelTypeKind.Type => value.Kind == CelKind.Type,
        CelTypeKind.Opaque => value.Kind == CelKind.Opaque && value.Opaque.Type.Name == type.Name,
        CelTypeKind.Object => value.Kind == CelKind.Object && value.Object.Type.Name == type.Name,
        _ => true,
    };
}
