using System.Globalization;
using System.Text;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Values;

/// <summary>A span of time in nanoseconds, in Go's text form: <c>1h2m3.5s</c>, <c>250ms</c>.</summary>
public readonly record struct Duration(long Nanoseconds)
{
    private const long Second = 1_000_000_000;

    /// <summary>Takes a time span.</summary>
    public static Duration From(TimeSpan span) => new(span.Ticks * 100);

    /// <summary>The same as a time span, cut to its 100 ns.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks(Nanoseconds / 100);

    /// <summary>Parses Go's text form.</summary>
    /// <exception cref="JsonDecodeException">It is none, or too large.</exception>
    public static Duration Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        rest = rest.TrimStart("+-");
        if (rest is "0")
        {
            return default;
        }

        decimal total = 0;
        var any = false;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            var unitLength = digits <= 0 ? -1 : rest[digits..].IndexOfAny("0123456789.");
            var unit = digits <= 0 ? default : unitLength < 0 ? rest[digits..] : rest.Slice(digits, unitLength);
            if (digits <= 0 || UnitOf(unit) is not { } scale
                || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue)
            {
                throw Invalid(text);
            }

            total += decimal.Truncate(number * scale);
            any = true;
            rest = rest[(digits + unit.Length)..];
        }

        return any && total <= long.MaxValue ? new Duration((long)(negative ? -total : total)) : throw Invalid(text);
    }

    /// <summary>Go's text form.</summary>
    public override string ToString()
    {
        if (Nanoseconds == 0)
        {
            return "0s";
        }

        var absolute = (UInt128)Int128.Abs(Nanoseconds);
        var sign = Nanoseconds < 0 ? "-" : "";
        if (absolute < Second)
        {
            var (unit, scale) = absolute < 1_000 ? ("ns", 1m) : absolute < 1_000_000 ? ("µs", 1_000m) : ("ms", 1_000_000m);
            return sign + Trim((decimal)absolute / scale) + unit;
        }

        var text = new StringBuilder(sign);
        var minutes = (ulong)(absolute / (60 * Second));
        var seconds = (decimal)(absolute % (60 * Second)) / Second;
        if (minutes >= 60)
        {
            text.Append(minutes / 60).Append('h');
        }

        if (minutes > 0)
        {
            text.Append(minutes % 60).Append('m');
        }

        return text.Append(Trim(seconds)).Append('s').ToString();
    }

    private static string Trim(decimal value) => value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static decimal? UnitOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" => 1,
        "us" or "µs" or "μs" => 1_000,
        "ms" => 1_000_000,
        "s" => Second,
        "m" => 60m * Second,
        "h" => 3600m * Second,
        _ => null,
    };

    private static JsonDecodeException Invalid(string text) => new($"time: invalid duration \"{text}\"");
}
