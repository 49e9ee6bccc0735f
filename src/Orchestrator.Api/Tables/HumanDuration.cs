using System.Globalization;

namespace Orchestrator.Api.Tables;

/// <summary>Spans of time as kubectl's users know them (<c>duration.HumanDuration</c>): <c>95s</c>, <c>9m30s</c>, <c>3h15m</c>, <c>26h</c>, <c>5d2h</c>, <c>3y40d</c>.</summary>
public static class HumanDuration
{
    private const int SecondsPerDay = 24 * 3600;

    /// <summary>How long ago a time was, or <c>&lt;unknown&gt;</c>.</summary>
    public static string Since(DateTime? time, DateTime now) => time is { } at ? Format(now - at) : "<unknown>";

    /// <summary>The span, in at most two units. A little below zero counts as zero, more is <c>&lt;invalid&gt;</c>.</summary>
    public static string Format(TimeSpan span)
    {
        // Go cuts towards zero: clocks that differ by less than two seconds are no matter.
        var seconds = (long)span.TotalSeconds;
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => Text(seconds, "s"),
            < 600 => Two(seconds / 60, "m", seconds % 60, "s"),
            < 3 * 3600 => Text(seconds / 60, "m"),
            < 8 * 3600 => Two(seconds / 3600, "h", seconds / 60 % 60, "m"),
            < 2 * SecondsPerDay => Text(seconds / 3600, "h"),
            < 8L * SecondsPerDay => Two(seconds / SecondsPerDay, "d", seconds / 3600 % 24, "h"),
            < 2L * 365 * SecondsPerDay => Text(seconds / SecondsPerDay, "d"),
            < 8L * 365 * SecondsPerDay => Two(seconds / 3600 / 24 / 365, "y", seconds / 3600 / 24 % 365, "d"),
            _ => Text(seconds / 3600 / 24 / 365, "y"),
        };
    }

    private static string Text(long value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Text(large, largeUnit) : string.Create(CultureInfo.InvariantCulture, $"{large}{largeUnit}{small}{smallUnit}");
}
