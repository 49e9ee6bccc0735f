using System.Globalization;

namespace Orchestrator.Cel.Values;

/// <summary>Spans of time as text, as Go reads and CEL writes them.</summary>
internal static class Durations
{
    public const long Second = 1_000_000_000;

    private static readonly (string Unit, long Nanos)[] Units =
        [("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", Second), ("m", 60 * Second), ("h", 3600 * Second)];

    /// <summary>Reads <c>1h30m</c>, <c>-1.5s</c>, <c>0</c>; null when it is none.</summary>
    public static long? Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith('-');
        if (negative || rest.StartsWith('+'))
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return 0;
        }

        decimal sum = 0;
        var any = false;
        while (rest.Length > 0)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.'))
            {
                digits++;
            }

            if (digits is 0 or > 20 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            rest = rest[digits..];
            var letters = 0;
            while (letters < rest.Length && !char.IsAsciiDigit(rest[letters]) && rest[letters] != '.')
            {
                letters++;
            }

            if (NanosOf(rest[..letters]) is not { } nanos)
            {
                return null;
            }

            sum += decimal.Truncate(number * nanos);
            any = true;
            rest = rest[letters..];
        }

        sum = negative ? -sum : sum;
        return any && sum is >= long.MinValue and <= long.MaxValue ? (long)sum : null;
    }

    /// <summary>In seconds, as protobuf's JSON writes it: <c>5400s</c>, <c>1.5s</c>.</summary>
    public static string Format(long nanos)
    {
        var value = (decimal)nanos / Second;
        return value.ToString("0.#########", CultureInfo.InvariantCulture) + "s";
    }

    private static long? NanosOf(ReadOnlySpan<char> unit)
    {
        foreach (var (name, nanos) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return nanos;
            }
        }

        return null;
    }
}
