using System.Globalization;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Schedules;

/// <summary>One field of a schedule: a list of ranges with steps, between two limits.</summary>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Names">Names for the values, beginning at the least.</param>
internal sealed record CronField(int Minimum, int Maximum, string[] Names)
{
    /// <summary>Reads a field; what is wrong with it, or null when it is good.</summary>
    public string? Read(string field, out CronValues values)
    {
        values = default;
        foreach (var range in field.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Range(range, out var part) is { } problem)
            {
                return problem;
            }

            values = values.Or(part);
        }

        return null;
    }

    private string? Range(string text, out CronValues values)
    {
        values = default;
        var parts = text.Split('/');
        var limits = parts[0].Split('-');
        int start, end;
        var all = limits[0] is "*" or "?";
        if (all)
        {
            (start, end) = (Minimum, Maximum);
        }
        else
        {
            if (Value(limits[0], out start) is { } first)
            {
                return first;
            }

            end = start;
            if (limits.Length == 2 && Value(limits[1], out end) is { } second)
            {
                return second;
            }

            if (limits.Length > 2)
            {
                return $"too many hyphens: {text}";
            }
        }

        var step = 1;
        if (parts.Length == 2)
        {
            if (Number(parts[1], out step) is { } problem)
            {
                return problem;
            }

            end = limits.Length == 1 ? Maximum : end;
        }
        else if (parts.Length > 2)
        {
            return $"too many slashes: {text}";
        }

        if (Limits(start, end, step, text) is { } beyond)
        {
            return beyond;
        }

        // "*/2" is a list like any other; "*/1" leaves nothing out.
        values = CronValues.Range(start, end, step, isAll: all && step == 1);
        return null;
    }

    private string? Limits(int start, int end, int step, string text) => true switch
    {
        _ when start < Minimum => $"beginning of range ({start}) below minimum ({Minimum}): {text}",
        _ when end > Maximum => $"end of range ({end}) above maximum ({Maximum}): {text}",
        _ when start > end => $"beginning of range ({start}) beyond end of range ({end}): {text}",
        _ when step == 0 => $"step of range should be a positive number: {text}",
        _ => null,
    };

    private string? Value(string text, out int value)
    {
        var index = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        value = Minimum + index;
        return index >= 0 ? null : Number(text, out value);
    }

    private static string? Number(string text, out int value)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return $"failed to parse int from {text}: strconv.Atoi: parsing {GoText.Quote(text)}: invalid syntax";
        }

        return value < 0 ? $"negative number ({value}) not allowed: {text}" : null;
    }
}
