using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>A version as semver.org 2.0.0 says: three numbers, perhaps a pre-release and a build.</summary>
public sealed partial class Semver : CelOpaque, IComparable<Semver>
{
    /// <summary>Its type.</summary>
    public static readonly CelType SemverType = CelType.Opaque("kubernetes.Semver");

    private readonly string _text;
    private readonly string[] _preRelease;

    private Semver(string text, ulong major, ulong minor, ulong patch, string[] preRelease) =>
        (_text, Major, Minor, Patch, _preRelease) = (text, major, minor, patch, preRelease);

    /// <summary>The first number.</summary>
    public ulong Major { get; }

    /// <summary>The second.</summary>
    public ulong Minor { get; }

    /// <summary>The third.</summary>
    public ulong Patch { get; }

    /// <inheritdoc/>
    public override CelType Type => SemverType;

    /// <summary>Reads a version; null when it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="normalize">Whether a leading v, missing numbers and leading zeros are forgiven.</param>
    public static Semver? Parse(string text, bool normalize = false)
    {
        var match = Form().Match(normalize ? Normalize(text) : text);
        return match.Success
            && ulong.TryParse(match.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && ulong.TryParse(match.Groups["minor"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && ulong.TryParse(match.Groups["patch"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var patch)
            ? new Semver(match.Value, major, minor, patch, match.Groups["pre"] is { Success: true, Value: var pre } ? pre.Split('.') : [])
            : null;
    }

    /// <inheritdoc/>
    public int CompareTo(Semver? other)
    {
        if (other is null)
        {
            return 1;
        }

        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (numbers != 0 || _preRelease.Length == 0 || other._preRelease.Length == 0)
        {
            return numbers != 0 ? numbers : other._preRelease.Length.CompareTo(0) - _preRelease.Length.CompareTo(0);
        }

        for (var i = 0; i < Math.Min(_preRelease.Length, other._preRelease.Length); i++)
        {
            var order = Part(_preRelease[i], other._preRelease[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return _preRelease.Length.CompareTo(other._preRelease.Length);
    }

    /// <inheritdoc/>
    public override bool Same(CelOpaque other) => other is Semver version && CompareTo(version) == 0;

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Numbers come before words, and compare as numbers.</summary>
    private static int Part(string a, string b)
    {
        var (left, right) = (a.All(char.IsAsciiDigit), b.All(char.IsAsciiDigit));
        return left != right ? (left ? -1 : 1)
            : left && a.Length != b.Length ? a.Length.CompareTo(b.Length)
            : string.CompareOrdinal(a, b);
    }

    private static string Normalize(string text)
    {
        var end = text.AsSpan().IndexOfAny('-', '+');
        var numbers = (end < 0 ? text : text[..end]).TrimStart('v').Split('.').Select(part => part.Length > 1 ? part.TrimStart('0').PadLeft(1, '0') : part).ToList();
        while (numbers.Count < 3)
        {
            numbers.Add("0");
        }

        return string.Join('.', numbers) + (end < 0 ? "" : text[end..]);
    }

    [GeneratedRegex(
        @"^(?<major>0|[1-9][0-9]*)\.(?<minor>0|[1-9][0-9]*)\.(?<patch>0|[1-9][0-9]*)(-(?<pre>(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
