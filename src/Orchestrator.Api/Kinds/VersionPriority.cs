using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.Api.Kinds;

/// <summary>Orders API versions as Kubernetes does: GA before beta before alpha, later before earlier, anything else last by name.</summary>
public static partial class VersionPriority
{
    private const int Ga = 3;

    /// <summary>The preferred version first.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    private static int Compare(string a, string b)
    {
        var (left, right) = (Parse(a), Parse(b));
        var order = right.CompareTo(left);
        return order != 0 ? order : string.CompareOrdinal(a, b);
    }

    private static (int Level, int Major, int Minor) Parse(string version)
    {
        var match = Form().Match(version);
        if (!match.Success)
        {
            return default;
        }

        var level = match.Groups["level"].Value switch { "beta" => 2, "alpha" => 1, _ => Ga };
        return (level, Number(match.Groups["major"].Value), Number(match.Groups["minor"].Value));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("^v(?<major>[0-9]+)((?<level>alpha|beta)(?<minor>[0-9]+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
