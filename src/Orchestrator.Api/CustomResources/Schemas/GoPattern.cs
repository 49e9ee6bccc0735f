using System.Text.RegularExpressions;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>
/// Regular expressions as Go writes them (RE2), run without backtracking where the runtime can: a pattern comes from a user, and must not
/// be able to stop the server.
/// </summary>
internal static partial class GoPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    /// <summary>The expression, made at first use; null when it is malformed, which matches anything, as with a real server.</summary>
    public static Lazy<Regex?> Lazy(string pattern) => new(() => TryMake(pattern, out _));

    /// <summary>Makes the expression.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="problem">Why it is malformed.</param>
    public static Regex? TryMake(string pattern, out string problem)
    {
        problem = "";
        var translated = Translate(pattern);
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
        }
        catch (Exception e) when (e is NotSupportedException or RegexParseException)
        {
            problem = $"must be a valid regular expression, but isn't: error parsing regexp: {e.Message}";
            return null;
        }
    }

    /// <summary>What the two write differently: classes of characters by name, and named groups.</summary>
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
