namespace Orchestrator.Cel.Types;

/// <summary>A type of the language. Types with the same name and parameters are the same type.</summary>
public class CelType : IEquatable<CelType>
{
    /// <summary>Makes a type.</summary>
    protected CelType(CelTypeKind kind, string name, params CelType[] parameters)
    {
        Kind = kind;
        Name = name;
        Parameters = parameters;
    }

    /// <summary>Not known before it is evaluated.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    /// <summary>null.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null");

    /// <summary>true and false.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    /// <summary>64-bit whole numbers.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    /// <summary>64-bit whole numbers without a sign.</summary>
    public static CelType Uint { get; } = new(CelTypeKind.Uint, "uint");

    /// <summary>64-bit IEEE numbers.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    /// <summary>Text.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string");

    /// <summary>Bytes.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    /// <summary>A moment.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "timestamp");

    /// <summary>A span of time.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "duration");

    /// <summary>The type of types.</summary>
    public static CelType Type { get; } = new(CelTypeKind.Type, "type");

    /// <summary>Of what is wrong.</summary>
    internal static CelType Error { get; } = new(CelTypeKind.Error, "!error!");

    /// <summary>Its kind.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What a list is of; what a map's keys and values are.</summary>
    public IReadOnlyList<CelType> Parameters { get; }

    /// <summary>Whether anything may be it.</summary>
    internal bool IsDyn => Kind is CelTypeKind.Dyn or CelTypeKind.Error;

    /// <summary>A list of a type.</summary>
    public static CelType List(CelType of) => new(CelTypeKind.List, "list", of);

    /// <summary>A map of a type to another.</summary>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", key, value);

    /// <summary>Something that only functions look into.</summary>
    public static CelType Opaque(string name, params CelType[] parameters) => new(CelTypeKind.Opaque, name, parameters);

    /// <summary>A value that may be missing.</summary>
    public static CelType Optional(CelType of) => Opaque("optional_type", of);

    /// <summary>Any one type, in the declaration of a function.</summary>
    public static CelType Parameter(string name) => new(CelTypeKind.Parameter, name);

    /// <summary>A type as a value.</summary>
    internal static CelType TypeOf(CelType type) => new(CelTypeKind.Type, "type", type);

    /// <summary>The same with other parameters.</summary>
    internal CelType With(CelType[] parameters) => new(Kind, Name, parameters);

    /// <summary>What a field holds; null when there is none of the name.</summary>
    public virtual CelType? Field(string name) => null;

    /// <inheritdoc/>
    public bool Equals(CelType? other) =>
        ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Name == other.Name && Parameters.SequenceEqual(other.Parameters));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CelType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Name, Parameters.Count);

    /// <summary>As errors show it: <c>map(string, int)</c>.</summary>
    public override string ToString() => Parameters.Count == 0 ? Name : $"{Name}({string.Join(", ", Parameters)})";
}
