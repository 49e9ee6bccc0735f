using System.Globalization;

namespace Orchestrator.Api.Values;

/// <summary>
/// The canonical form: no fraction, the largest suffix that leaves none, nothing else lost. A binary quantity below 1024 is written as a decimal one,
/// and one with a fraction is rounded up to a whole unit, as Kubernetes does.
/// </summary>
internal static class QuantityFormatter
{
    private static ReadOnlySpan<byte> DecimalSuffixes => "num kMGTPE"u8;

    private static ReadOnlySpan<byte> BinarySuffixes => " KMGTPE"u8;

    public static int Format(Quantity value, Span<byte> output)
    {
        if (value.IsZero)
        {
            output[0] = (byte)'0';
            return 1;
        }

        return value.SuffixFormat == QuantityFormat.BinarySI && Int128.Abs(value.Nanos) >= (Int128)1024 * Quantity.NanosPerUnit
            ? Binary(value.Nanos, output)
            : Decimal(value.Nanos, value.SuffixFormat == QuantityFormat.DecimalExponent, output);
    }

    private static int Binary(Int128 nanos, Span<byte> output)
    {
        var (units, fraction) = Int128.DivRem(nanos, Quantity.NanosPerUnit);
        units += Int128.Sign(fraction);
        var suffix = 0;
        while (suffix < BinarySuffixes.Length - 1 && units % 1024 == 0)
        {
            units /= 1024;
            suffix++;
        }

        var length = Digits(units, output);
        if (suffix > 0)
        {
            output[length++] = BinarySuffixes[suffix];
            output[length++] = (byte)'i';
        }

        return length;
    }

    private static int Decimal(Int128 nanos, bool exponents, Span<byte> output)
    {
        var suffix = 0;
        while (suffix < DecimalSuffixes.Length - 1 && nanos % 1000 == 0)
        {
            nanos /= 1000;
            suffix++;
        }

        var length = Digits(nanos, output);
        if (suffix == 3)
        {
            return length;
        }

        if (!exponents)
        {
            output[length] = DecimalSuffixes[suffix];
            return length + 1;
        }

        output[length++] = (byte)'e';
        return length + Digits((suffix - 3) * 3, output[length..]);
    }

    private static int Digits(Int128 value, Span<byte> output)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            System.Buffers.Text.Utf8Formatter.TryFormat((long)value, output, out var shortLength);
            return shortLength;
        }

        value.TryFormat(output, out var length, default, CultureInfo.InvariantCulture);
        return length;
    }
}
