namespace Orchestrator.Cel.Values;

/// <summary>What a value is.</summary>
public enum CelKind : byte
{
    /// <summary>Nothing: the default of the struct.</summary>
    None,

    /// <summary>null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A whole number without a sign.</summary>
    Uint,

    /// <summary>An IEEE number.</summary>
    Double,

    /// <summary>A text.</summary>
    String,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A moment.</summary>
    Timestamp,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>A <see cref="CelList"/>.</summary>
    List,

    /// <summary>A <see cref="CelMap"/>.</summary>
    Map,

    /// <summary>A <see cref="CelObject"/>.</summary>
    Object,

    /// <summary>A <see cref="CelOpaque"/>.</summary>
    Opaque,

    /// <summary>A type.</summary>
    Type,

    /// <summary>An error. It is a value, since <c>||</c> and <c>&amp;&amp;</c> may not need it.</summary>
    Error,
}
