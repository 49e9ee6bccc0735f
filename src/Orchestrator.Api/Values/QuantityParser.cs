using System.Numerics;

namespace Orchestrator.Api.Values;

/// <summary>Parses <c>sign digits [. digits] suffix</c>, as Kubernetes' ParseQuantity does.</summary>
internal static class QuantityParser
{
    private const int MaxDigits = 1000;
    private static readonly Int128 Max = (Int128)long.MaxValue * Quantity.NanosPerUnit;

    public static bool TryParse(ReadOnlySpan<byte> text, out Quantity quantity)
    {
        quantity = default;
        if (text.IsEmpty || text.Length > MaxDigits)
        {
            return false;
        }

        var at = 0;
        var negative = text[0] == '-';
        at += text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var whole = Digits(text[at..]);
        at += whole.Length;
        var fraction = ReadOnlySpan<byte>.Empty;
        if (at < text.Length && text[at] == '.')
        {
            fraction = Digits(text[(at + 1)..]);
            at += 1 + fraction.Length;
        }

        if (whole.Length + fraction.Length == 0 || !TrySuffix(text[at..], out var format, out var base10, out var base2))
        {
            return false;
        }

        var nanos = Nanos(whole, fraction, base10, base2);

        // A binary quantity below one unit, such as 0.5Ki / 1024, can only be written as a decimal one.
        if (format == QuantityFormat.BinarySI && nanos > 0 && nanos < Quantity.NanosPerUnit)
        {
            format = QuantityFormat.DecimalSI;
        }

        quantity = new Quantity(negative ? -nanos : nanos, format);
        return true;
    }

    /// <summary>Rounds up to whole nanos, so that a little never becomes nothing, and cuts at 2^63-1 units.</summary>
    private static Int128 Nanos(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction, int base10, int base2)
    {
        var exponent = base10 - fraction.Length + 9;
        if (base2 == 0 && whole.Length + fraction.Length <= 18 && exponent is >= 0 and <= 18)
        {
            var small = (Int128)(ToUInt64(whole) * Power10(fraction.Length) + ToUInt64(fraction)) * Power10(exponent);
            return small > Max ? Max : small;
        }

        var digits = ToBigInteger(whole) * BigInteger.Pow(10, fraction.Length) + ToBigInteger(fraction);
        if (digits.IsZero)
        {
            return 0;
        }

        digits <<= base2;
        if (exponent > 0)
        {
            digits = exponent > MaxDigits ? (BigInteger)Max : digits * BigInteger.Pow(10, exponent);
        }
        else if (exponent < 0)
        {
            digits = exponent < -2 * MaxDigits ? BigInteger.One : Ceiling(digits, BigInteger.Pow(10, -exponent));
        }

        return digits > (BigInteger)Max ? Max : (Int128)digits;
    }

    private static BigInteger Ceiling(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return remainder.IsZero ? quotient : quotient + 1;
    }

    private static bool TrySuffix(ReadOnlySpan<byte> suffix, out QuantityFormat format, out int base10, out int base2)
    {
        base10 = 0;
        base2 = 0;
        format = QuantityFormat.DecimalSI;
        if (suffix.IsEmpty)
        {
            return true;
        }

        if (suffix.Length == 2 && suffix[1] == 'i')
        {
            format = QuantityFormat.BinarySI;
            base2 = 10 * ("KMGTPE"u8.IndexOf(suffix[0]) + 1);
            return base2 > 0;
        }

        if (suffix.Length == 1)
        {
            base10 = suffix[0] switch
            {
                (byte)'n' => -9,
                (byte)'u' => -6,
                (byte)'m' => -3,
                (byte)'k' => 3,
                (byte)'M' => 6,
                (byte)'G' => 9,
                (byte)'T' => 12,
                (byte)'P' => 15,
                (byte)'E' => 18,
                _ => 0,
            };
            return base10 != 0;
        }

        format = QuantityFormat.DecimalExponent;
        return suffix[0] is (byte)'e' or (byte)'E' && TryExponent(suffix[1..], out base10);
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text[0] == '-';
        var digits = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > 9 || Digits(digits).Length != digits.Length)
        {
            return false;
        }

        exponent = (int)ToUInt64(digits) * (negative ? -1 : 1);
        return true;
    }

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text : text[..end];
    }

    private static ulong ToUInt64(ReadOnlySpan<byte> digits)
    {
        ulong value = 0;
        foreach (var digit in digits)
        {
            value = (value * 10) + (ulong)(digit - '0');
        }

        return value;
    }

    private static BigInteger ToBigInteger(ReadOnlySpan<byte> digits)
    {
        var value = BigInteger.Zero;
        while (digits.Length > 0)
        {
            var take = Math.Min(18, digits.Length);
            value = (value * Power10(take)) + ToUInt64(digits[..take]);
            digits = digits[take..];
        }

        return value;
    }

    private static ulong Power10(int exponent)
    {
        ulong power = 1;
        while (exponent-- > 0)
        {
            power *= 10;
        }

        return power;
    }
}
