using System.Globalization;

namespace Orchestrator.Api.Values;

/// <summary>A value that is an integer or a string, such as a port or <c>25%</c>. The default is the integer 0.</summary>
public readonly struct IntOrString : IEquatable<IntOrString>
{
    private readonly string? _text;

    /// <summary>An integer.</summary>
    public IntOrString(int value) => IntValue = value;

    /// <summary>A string.</summary>
    public IntOrString(string value) => _text = value;

    /// <summary>Whether it is a string.</summary>
    public bool IsString => _text is not null;

    /// <summary>The integer; 0 when it is a string.</summary>
    public int IntValue { get; }

    /// <summary>The string; empty when it is an integer.</summary>
    public string StringValue => _text ?? "";

    /// <summary>
    /// The number that it stands for when a percentage is taken of <paramref name="total"/>.
    /// </summary>
    /// <exception cref="FormatException">It is a string but no percentage.</exception>
    public int Scaled(int total, bool roundUp)
    {
        if (!IsString)
        {
            return IntValue;
        }

        if (!_text!.EndsWith('%') || !int.TryParse(_text.AsSpan(0, _text.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var percent))
        {
            throw new FormatException($"invalid value for IntOrString: invalid type: string is not a percentage");
        }

        var scaled = (long)percent * total;
        return (int)(roundUp ? (long)Math.Ceiling(scaled / 100m) : (long)Math.Floor(scaled / 100m));
    }

    /// <summary>An integer.</summary>
    public static implicit operator IntOrString(int value) => new(value);

    /// <summary>A string.</summary>
    public static implicit operator IntOrString(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(IntOrString other) => IntValue == other.IntValue && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IntOrString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IntValue, _text);

    /// <summary>The integer in decimal, or the string.</summary>
    public override string ToString() => _text ?? IntValue.ToString(CultureInfo.InvariantCulture);

    /// <summary>Same kind and value.</summary>
    public static bool operator ==(IntOrString left, IntOrString right) => left.Equals(right);

    /// <summary>Other kind or value.</summary>
    public static bool operator !=(IntOrString left, IntOrString right) => !left.Equals(right);
}
