using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>The syntax of schedules: five fields, or a word such as <c>@hourly</c>, or <c>@every</c> and a duration.</summary>
internal static class CronSyntax
{
    private static readonly CronField[] Fields =
    [
        new(0, 59, []),
        new(0, 23, []),
        new(1, 31, []),
        new(1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        new(0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    /// <summary>What is wrong with a schedule; null when it is good.</summary>
    public static string? Problem(string schedule)
    {
        var spec = schedule;
        if (spec.StartsWith("TZ=", StringComparison.Ordinal) || spec.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            var space = spec.IndexOf(' ', StringComparison.Ordinal);
            var zone = space < 0 ? "" : spec[(spec.IndexOf('=', StringComparison.Ordinal) + 1)..space];
            if (TimeZones.Problem(zone) is not null)
            {
                return $"provided bad location {zone}: unknown time zone {zone}";
            }

            spec = spec[space..].Trim();
        }

        if (spec.StartsWith('@'))
        {
            return Descriptor(spec);
        }

        var fields = spec.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields.Length)
        {
            return $"expected exactly {Fields.Length} fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (Fields[i].Problem(fields[i]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? Descriptor(string word)
    {
        const string Every = "@every ";
        if (word is "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly")
        {
            return null;
        }

        if (!word.StartsWith(Every, StringComparison.Ordinal))
        {
            return $"unrecognized descriptor: {word}";
        }

        var duration = word[Every.Length..];
        try
        {
            Duration.Parse(duration);
            return null;
        }
        catch (JsonDecodeException)
        {
            return $"failed to parse duration {word}: time: invalid duration {GoText.Quote(duration)}";
        }
    }
}
