namespace Orchestrator.Cel.Types;

/// <summary>The kinds of types.</summary>
public enum CelTypeKind
{
    /// <summary>Not known before it is evaluated.</summary>
    Dyn,

    /// <summary>The null value's.</summary>
    Null,

    /// <summary>true and false.</summary>
    Bool,

    /// <summary>64-bit whole numbers.</summary>
    Int,

    /// <summary>64-bit whole numbers without a sign.</summary>
    Uint,

    /// <summary>64-bit IEEE numbers.</summary>
    Double,

    /// <summary>Unicode text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A moment.</summary>
    Timestamp,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,

    /// <summary>Something with fields.</summary>
    Object,

    /// <summary>Something that only functions look into.</summary>
    Opaque,

    /// <summary>A type as a value.</summary>
    Type,

    /// <summary>Stands for any one type, in the declaration of a function.</summary>
    Parameter,

    /// <summary>What has no type since it is wrong; said already, and not again.</summary>
    Error,
}
