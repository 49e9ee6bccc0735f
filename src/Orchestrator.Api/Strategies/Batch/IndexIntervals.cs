using System.Globalization;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Lists of indexes such as <c>1,3-5,7</c>: rising, and below the number of completions.</summary>
internal static class IndexIntervals
{
    /// <summary>What is wrong with a list; null when it is good.</summary>
    /// <param name="text">The list.</param>
    /// <param name="completions">How many indexes there are.</param>
    /// <param name="total">How many indexes the list holds.</param>
    public static string? Check(string text, int completions, out int total)
    {
        total = 0;
        if (text.Length == 0)
        {
            return null;
        }

        int? last = null;
        foreach (var interval in text.Split(','))
        {
            var limits = interval.Split('-');
            if (limits.Length > 2)
            {
                return $"the fragment {GoText.Quote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'";
            }

            if (Number(limits[0]) is not { } first)
            {
                return $"cannot convert string to integer for index: {GoText.Quote(limits[0])}";
            }

            if (Number(limits[^1]) is not { } end)
            {
                return $"cannot convert string to integer for index: {GoText.Quote(limits[1])}";
            }

            if (first >= completions || end >= completions)
            {
                return $"too large index: {GoText.Quote(first >= completions ? limits[0] : limits[1])}";
            }

            if (first <= last)
            {
                return $"non-increasing order, previous: {last}, current: {first}";
            }

            if (limits.Length == 2 && first >= end)
            {
                return $"non-increasing order, previous: {first}, current: {end}";
            }

            total += end - first + 1;
            last = end;
        }

        return null;
    }

    /// <summary>The intervals of a list that <see cref="Check"/> finds good.</summary>
    public static List<(int First, int Last)> Read(string text)
    {
        var intervals = new List<(int, int)>();
        foreach (var interval in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var limits = interval.Split('-');
            intervals.Add((Number(limits[0])!.Value, Number(limits[^1])!.Value));
        }

        return intervals;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
