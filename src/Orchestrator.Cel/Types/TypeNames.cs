using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Types;

/// <summary>Types of values, by the names that the language gives them.</summary>
internal static class TypeNames
{
    /// <summary>Of null.</summary>
    public static CelType Null { get; } = CelType.Opaque("null_type");

    /// <summary>Of moments.</summary>
    public static CelType Timestamp { get; } = CelType.Opaque("google.protobuf.Timestamp");

    /// <summary>Of spans of time.</summary>
    public static CelType Duration { get; } = CelType.Opaque("google.protobuf.Duration");

    /// <summary>The type of a value.</summary>
    public static CelType Of(CelValue value) => value.Kind switch
    {
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        CelKind.Timestamp => Timestamp,
        CelKind.Duration => Duration,
        CelKind.List => CelType.List(CelType.Dyn),
        CelKind.Map => CelType.Map(CelType.Dyn, CelType.Dyn),
        CelKind.Type => CelType.Type,
        CelKind.Object => value.Object.Type,
        CelKind.Opaque => value.Opaque.Type,
        _ => Null,
    };
}
