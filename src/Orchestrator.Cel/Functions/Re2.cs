using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Orchestrator.Cel.Functions;

/// <summary>
/// Regular expressions as RE2 reads them, run without backtracking: a pattern comes from a user, and must not be able to stop the server. Patterns that were
/// used are kept, up to a number.
/// </summary>
public static partial class Re2
{
    private const int MostKept = 1000;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, (Regex? Regex, string Problem)> Kept = new(StringComparer.Ordinal);

    /// <summary>The expression; null when it is malformed or more than can run without backtracking.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="problem">Why there is none.</param>
    public static Regex? TryGet(string pattern, out string problem)
    {
        if (!Kept.TryGetValue(pattern, out var made))
        {
            made = Make(pattern);
            if (Kept.Count >= MostKept)
            {
                Kept.Clear();
            }

            Kept[pattern] = made;
        }

        problem = made.Problem;
        return made.Regex;
    }

    private static (Regex? Regex, string Problem) Make(string pattern)
    {
        try
        {
            return (new Regex(Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit), "");
        }
        catch (Exception e) when (e is NotSupportedException or RegexParseException)
        {
            return (null, $"error parsing regexp: {e.Message}");
        }
    }

    /// <summary>What RE2 and .NET write differently: classes of characters by name, named groups, the very end.</summary>
    private static string Translate(string pattern) => PosixClass()
        .Replace(pattern, match => Posix(match.Groups["name"].Value))
        .Replace("(?P<", "(?<", StringComparison.Ordinal);

    private static string Posix(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "digit" => "0-9",
        "lower" => "a-z",
        "upper" => "A-Z",
        "space" => "\\t\\n\\v\\f\\r ",
        "blank" => "\\t ",
        "punct" => "!-/:-@\\[-`{-~",
        "xdigit" => "0-9A-Fa-f",
        "word" => "0-9A-Za-z_",
        "cntrl" => "\\x00-\\x1F\\x7F",
        "graph" => "!-~",
        "print" => " -~",
        _ => $"[:{name}:]",
    };

    [GeneratedRegex(@"\[:(?<name>\w+):\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PosixClass();
}
