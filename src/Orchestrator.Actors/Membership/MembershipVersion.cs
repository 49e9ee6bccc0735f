namespace Orleans.Runtime;

/// <summary>The number of a membership change.</summary>
public readonly record struct MembershipVersion(long Value) : IComparable<MembershipVersion>
{
    /// <summary>Before every other.</summary>
    public static MembershipVersion MinValue => new(long.MinValue);

    /// <inheritdoc />
    public int CompareTo(MembershipVersion other) => Value.CompareTo(other.Value);

    public static bool operator <(MembershipVersion left, MembershipVersion right) => left.Value < right.Value;

    public static bool operator >(MembershipVersion left, MembershipVersion right) => left.Value > right.Value;

    public static bool operator <=(MembershipVersion left, MembershipVersion right) => left.Value <= right.Value;

    public static bool operator >=(MembershipVersion left, MembershipVersion right) => left.Value >= right.Value;
}
