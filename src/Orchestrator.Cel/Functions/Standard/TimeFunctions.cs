using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Moments and spans of time.</summary>
internal sealed class TimeFunctions : ICelLibrary
{
    private static readonly CelValue DurationOverflow = CelValue.Error("duration overflow");

    public void Declare(CelFunctions functions)
    {
        var (moment, span) = (CelType.Timestamp, CelType.Duration);
        functions.Global("timestamp", CelType.String, moment, static a => Timestamps.Parse(a.String) ?? CelValue.Error($"invalid timestamp value '{a.String}'"));
        functions.Global("timestamp", CelType.Int, moment, static a => CelValue.Timestamp(a.Int, 0));
        functions.Global("timestamp", moment, moment, static a => a);
        functions.Global("duration", CelType.String, span, static a => Durations.Parse(a.String) is { } nanos ? CelValue.Duration(nanos) : CelValue.Error($"time: invalid duration \"{a.String}\""));
        functions.Global("duration", CelType.Int, span, static a => CelValue.Duration(a.Int));
        functions.Global("duration", span, span, static a => a);

        functions.Global(Operators.Add, moment, span, moment, static (a, b) => Shift(a, b.DurationNanos));
        functions.Global(Operators.Add, span, moment, moment, static (a, b) => Shift(b, a.DurationNanos));
        functions.Global(Operators.Add, span, span, span, static (a, b) => Span((Int128)a.DurationNanos + b.DurationNanos));
        functions.Global("_-_", moment, span, moment, static (a, b) => Shift(a, -(Int128)b.DurationNanos));
        functions.Global("_-_", moment, moment, span, static (a, b) => Span(((Int128)(a.Seconds - b.Seconds) * Durations.Second) + a.Nanos - b.Nanos));
        functions.Global("_-_", span, span, span, static (a, b) => Span((Int128)a.DurationNanos - b.DurationNanos));
        functions.Global(Operators.Negate, span, span, static a => Span(-(Int128)a.DurationNanos));

        Calendar(functions, "getFullYear", static t => t.Year);
        Calendar(functions, "getMonth", static t => t.Month - 1);
        Calendar(functions, "getDate", static t => t.Day);
        Calendar(functions, "getDayOfMonth", static t => t.Day - 1);
        Calendar(functions, "getDayOfWeek", static t => (int)t.DayOfWeek);
        Calendar(functions, "getDayOfYear", static t => t.DayOfYear - 1);
        Calendar(functions, "getHours", static t => t.Hour);
        Calendar(functions, "getMinutes", static t => t.Minute);
        Calendar(functions, "getSeconds", static t => t.Second);
        functions.Member("getMilliseconds", moment, CelType.Int, static a => CelValue.Of((long)(a.Nanos / 1_000_000)));
        functions.Member("getMilliseconds", moment, CelType.String, CelType.Int, static (a, _) => CelValue.Of((long)(a.Nanos / 1_000_000)));

        functions.Member("getHours", span, CelType.Int, static a => CelValue.Of(a.DurationNanos / (3600 * Durations.Second)));
        functions.Member("getMinutes", span, CelType.Int, static a => CelValue.Of(a.DurationNanos / (60 * Durations.Second)));
        functions.Member("getSeconds", span, CelType.Int, static a => CelValue.Of(a.DurationNanos / Durations.Second));
        functions.Member("getMilliseconds", span, CelType.Int, static a => CelValue.Of(a.DurationNanos / 1_000_000 % 1000));
    }

    private static void Calendar(CelFunctions functions, string name, Func<DateTime, int> part)
    {
        functions.Member(name, CelType.Timestamp, CelType.Int, a => CelValue.Of((long)part(DateTime.UnixEpoch.AddSeconds(a.Seconds))));
        functions.Member(name, CelType.Timestamp, CelType.String, CelType.Int, (a, zone) =>
            Timestamps.In(a, zone.String) is { } local ? CelValue.Of((long)part(local)) : CelValue.Error($"unknown time zone {zone.String}"));
    }

    private static CelValue Shift(CelValue moment, Int128 nanos)
    {
        var sum = ((Int128)moment.Seconds * Durations.Second) + moment.Nanos + nanos;
        var seconds = sum / Durations.Second;
        var rest = sum % Durations.Second;
        return rest < 0 ? CelValue.Timestamp((long)seconds - 1, (int)(rest + Durations.Second)) : CelValue.Timestamp((long)seconds, (int)rest);
    }

    private static CelValue Span(Int128 nanos) => nanos >= long.MinValue && nanos <= long.MaxValue ? CelValue.Duration((long)nanos) : DurationOverflow;
}
