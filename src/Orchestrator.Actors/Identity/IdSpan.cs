namespace Orleans.Runtime;

/// <summary>A piece of an identity, with its hash computed once.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly string? _value;
    private readonly int _hash;

    private IdSpan(string value)
    {
        _value = value;
        _hash = value.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>True for the value that was never set.</summary>
    public bool IsDefault => _value is null;

    /// <summary>Makes one from its text.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <inheritdoc />
    public bool Equals(IdSpan other) => _hash == other._hash && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public int CompareTo(IdSpan other) => string.CompareOrdinal(_value, other._value);

    /// <summary>A hash for this process only.</summary>
    public override int GetHashCode() => _hash;

    /// <summary>A hash that is the same in every process and for every run.</summary>
    public uint GetUniformHashCode() => StableHash.Compute(_value);

    /// <inheritdoc />
    public override string ToString() => _value ?? "";

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
