using System.Text;

namespace Orchestrator.Api.Values;

/// <summary>
/// An amount of a resource with the semantics of Kubernetes' <c>resource.Quantity</c>: exact, never finer than 1e-9 (finer
/// amounts are rounded away from zero), at most 2^63-1 when parsed, and written in one canonical form that keeps the suffix family.
/// Quantities are equal when their values are, however they are written.
/// </summary>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    /// <summary>The longest text that <see cref="Format(Span{byte})"/> writes.</summary>
    public const int MaxLength = 48;

    /// <summary>What a real server says of a text that is no quantity.</summary>
    public const string FormatError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    internal const long NanosPerUnit = 1_000_000_000;

    internal Quantity(Int128 nanos, QuantityFormat format)
    {
        Nanos = nanos;
        SuffixFormat = format;
    }

    /// <summary>The value in billionths, exactly.</summary>
    public Int128 Nanos { get; }

    /// <summary>The family of suffixes it is written with.</summary>
    public QuantityFormat SuffixFormat { get; }

    /// <summary>Whether it is 0.</summary>
    public bool IsZero => Nanos == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => Int128.Sign(Nanos);

    /// <summary>A whole number of units.</summary>
    public static Quantity FromValue(long value, QuantityFormat format = QuantityFormat.DecimalSI) => new((Int128)value * NanosPerUnit, format);

    /// <summary>A whole number of thousandths, such as millicores.</summary>
    public static Quantity FromMilliValue(long milli, QuantityFormat format = QuantityFormat.DecimalSI) => new((Int128)milli * (NanosPerUnit / 1000), format);

    /// <summary>Parses a text.</summary>
    /// <exception cref="FormatException">It is no quantity.</exception>
    public static Quantity Parse(string text) => TryParse(text, out var value) ? value : throw new FormatException(FormatError);

    /// <summary>Parses a text; false when it is no quantity.</summary>
    public static bool TryParse(string? text, out Quantity value)
    {
        value = default;
        return text is not null && text.Length < 1000 && TryParse(Encoding.UTF8.GetBytes(text), out value);
    }

    /// <summary>Parses a UTF-8 text; false when it is no quantity.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Quantity value) => QuantityParser.TryParse(text, out value);

    /// <summary>The value in units, rounded away from zero, and cut to the range of a long.</summary>
    public long Value() => Scaled(NanosPerUnit);

    /// <summary>The value in thousandths, rounded away from zero, and cut to the range of a long.</summary>
    public long MilliValue() => Scaled(NanosPerUnit / 1000);

    /// <summary>The sum, in this one's format, or in the other's when this is 0.</summary>
    /// <exception cref="OverflowException">Beyond 1e29 units: no sum of fewer than ten billion parsed quantities gets there.</exception>
    public Quantity Add(Quantity other) => new(checked(Nanos + other.Nanos), IsZero ? other.SuffixFormat : SuffixFormat);

    /// <summary>The difference, in this one's format, or in the other's when this is 0.</summary>
    public Quantity Sub(Quantity other) => Add(-other);

    /// <summary>Writes the canonical form; returns its length.</summary>
    public int Format(Span<byte> output) => QuantityFormatter.Format(this, output);

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => Nanos.CompareTo(other.Nanos);

    /// <inheritdoc/>
    public bool Equals(Quantity other) => Nanos == other.Nanos;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Nanos.GetHashCode();

    /// <summary>The canonical form.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <summary>The negated value.</summary>
    public static Quantity operator -(Quantity value) => new(-value.Nanos, value.SuffixFormat);

    /// <summary>The sum.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => left.Add(right);

    /// <summary>The difference.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => left.Sub(right);

    /// <summary>Same value.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Other value.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Less.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.Nanos < right.Nanos;

    /// <summary>More.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.Nanos > right.Nanos;

    /// <summary>Not more.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.Nanos <= right.Nanos;

    /// <summary>Not less.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.Nanos >= right.Nanos;

    private long Scaled(long nanosPerStep)
    {
        var (quotient, remainder) = Int128.DivRem(Nanos, nanosPerStep);
        var rounded = quotient + Int128.Sign(remainder);
        return rounded > long.MaxValue ? long.MaxValue : rounded < long.MinValue ? long.MinValue : (long)rounded;
    }
}
