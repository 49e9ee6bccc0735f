using Orchestrator.Api.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Schedules;

/// <summary>
/// When something is to run, as the schedules of cron jobs say it (<c>robfig/cron</c>'s standard syntax): five fields, a word such as <c>@hourly</c>, or <c>@every</c> and
/// a duration. Immutable. Times are UTC.
/// </summary>
public abstract class CronSchedule
{
    private const string Every = "@every ";

    private static readonly CronField[] Fields =
    [
        new(0, 59, []),
        new(0, 23, []),
        new(1, 31, []),
        new(1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new(0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    private protected CronSchedule()
    {
    }

    /// <summary>What is wrong with a schedule; null when it is good.</summary>
    public static string? Problem(string text) => Read(text, TimeZoneInfo.Utc, out _);

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">The schedule.</param>
    /// <param name="zone">The time zone that its fields are meant in, unless it names one itself (<c>TZ=Europe/Berlin 0 7 * * *</c>).</param>
    /// <exception cref="FormatException">It is none; the message says what is wrong, as a real server words it.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone) => Read(text, zone, out var schedule) is { } problem ? throw new FormatException(problem) : schedule!;

    /// <summary>The first time after a given one; null when there is none within five years (the 30th of February).</summary>
    public abstract DateTime? Next(DateTime after);

    /// <summary>The last time after one and not after another; null when there is none. Takes few steps, however far the two are apart.</summary>
    public abstract DateTime? Latest(DateTime after, DateTime until);

    private static string? Read(string text, TimeZoneInfo zone, out CronSchedule? schedule)
    {
        schedule = null;
        if (text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            var name = space < 0 ? "" : text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..space];
            if (TimeZones.Find(name) is not { } named)
            {
                return $"provided bad location {name}: unknown time zone {name}";
            }

            (text, zone) = (text[space..].Trim(), named);
        }

        return text.StartsWith(Every, StringComparison.Ordinal) ? ReadInterval(text, out schedule) : ReadFields(text, zone, out schedule);
    }

    private static string? ReadInterval(string text, out CronSchedule? schedule)
    {
        var duration = text[Every.Length..];
        try
        {
            schedule = new IntervalSchedule(Duration.Parse(duration).ToTimeSpan());
            return null;
        }
        catch (JsonDecodeException)
        {
            schedule = null;
            return $"failed to parse duration {text}: time: invalid duration {Errors.GoText.Quote(duration)}";
        }
    }

    private static string? ReadFields(string text, TimeZoneInfo zone, out CronSchedule? schedule)
    {
        schedule = null;
        if (Spelled(text) is not { } spelled)
        {
            return $"unrecognized descriptor: {text}";
        }

        var fields = spelled.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields.Length)
        {
            return $"expected exactly {Fields.Length} fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        }

        var values = new CronValues[Fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (Fields[i].Read(fields[i], out values[i]) is { } problem)
            {
                return problem;
            }
        }

        schedule = new CalendarSchedule(values[0], values[1], values[2], values[3], values[4], zone);
        return null;
    }

    /// <summary>The fields that a word stands for; null for a word that there is not.</summary>
    private static string? Spelled(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ when text.StartsWith('@') => null,
        _ => text,
    };
}
