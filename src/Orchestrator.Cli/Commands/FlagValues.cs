using System.CommandLine;
using System.Globalization;
using Orchestrator.Cli.Running;

namespace Orchestrator.Cli.Commands;

/// <summary>Reads the values of options; null where one was not given.</summary>
internal static class FlagValues
{
    private static readonly (string Name, double Seconds)[] Units = [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>How many.</summary>
    public static int? Count(ParseResult parsed, Option<string?> flag) => parsed.GetValue(flag) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
        : throw Wrong(flag, text, "a whole number, 0 or more");

    /// <summary>A number that is not negative.</summary>
    public static double? Number(ParseResult parsed, Option<string?> flag) => parsed.GetValue(flag) is not { } text ? null
        : Plain(text) is { } number ? number
        : throw Wrong(flag, text, "a number, 0 or more, such as 0.1");

    /// <summary>A part of something: above 0, at most 1.</summary>
    public static double? Part(ParseResult parsed, Option<string?> flag) => parsed.GetValue(flag) is not { } text ? null
        : Plain(text) is > 0 and <= 1 and var part ? part
        : throw Wrong(flag, text, "a number above 0 and at most 1, such as 0.55");

    /// <summary>How long, as Kubernetes' options say it: numbers with units (<c>1m30s</c>).</summary>
    public static TimeSpan? Duration(ParseResult parsed, Option<string?> flag) => parsed.GetValue(flag) is not { } text ? null
        : Seconds(text) is > 0 and < 365 * 24 * 3600 and var seconds ? TimeSpan.FromSeconds(seconds)
        : throw Wrong(flag, text, "a time above 0, such as 40s or 1m30s");

    private static double? Seconds(ReadOnlySpan<char> text)
    {
        var total = 0.0;
        while (text.Length > 0)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || Plain(text[..digits]) is not { } number)
            {
                return null;
            }

            text = text[digits..];
            var end = text.IndexOfAnyInRange('0', '9') is >= 0 and var next ? next : text.Length;
            var unit = text[..end].ToString();
            if (Array.Find(Units, known => known.Name == unit) is not { Seconds: > 0 } of)
            {
                return null;
            }

            total += number * of.Seconds;
            text = text[end..];
        }

        return total;
    }

    private static double? Plain(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static CommandException Wrong(Option<string?> flag, string text, string expected) => new($"{flag.Name}: '{text}' is not {expected}");
}
