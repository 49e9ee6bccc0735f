using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Orchestrator.Api.Validation;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>The formats of strings that a schema may ask for. Those that are not known are not checked, as with a real server.</summary>
internal static partial class ValueFormats
{
    private static readonly Dictionary<string, Func<string, bool>> Checks = new(StringComparer.Ordinal)
    {
        ["bsonobjectid"] = text => ObjectId().IsMatch(text),
        ["uri"] = text => Uri.TryCreate(text, UriKind.Absolute, out _),
        ["email"] = text => Email().IsMatch(text),
        ["hostname"] = text => text.Length <= 255 && Hostname().IsMatch(text),
        ["ipv4"] = text => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') == 3,
        ["ipv6"] = text => text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out _),
        ["cidr"] = text => text.Contains('/', StringComparison.Ordinal) && IPNetwork.TryParse(text, out _),
        ["mac"] = text => Mac().IsMatch(text),
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uuid3"] = text => Uuid().IsMatch(text) && text.Replace("-", "", StringComparison.Ordinal)[12] == '3',
        ["uuid4"] = text => Uuid().IsMatch(text) && text.Replace("-", "", StringComparison.Ordinal)[12] == '4',
        ["uuid5"] = text => Uuid().IsMatch(text) && text.Replace("-", "", StringComparison.Ordinal)[12] == '5',
        ["hexcolor"] = text => HexColor().IsMatch(text),
        ["rgbcolor"] = text => RgbColor().IsMatch(text),
        ["ssn"] = text => SocialSecurity().IsMatch(text),
        ["creditcard"] = text => CreditCard().IsMatch(text),
        ["isbn"] = text => Digits(text) is { Length: 10 or 13 },
        ["isbn10"] = text => Digits(text) is { Length: 10 },
        ["isbn13"] = text => Digits(text) is { Length: 13 },
        ["byte"] = text => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        ["password"] = _ => true,
        ["date"] = text => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        ["duration"] = text => GoDuration().IsMatch(text),
        ["date-time"] = IsDateTime,
        ["datetime"] = IsDateTime,
        ["k8s-short-name"] = text => NameRules.Dns1123Label(text).Count == 0,
        ["k8s-long-name"] = text => NameRules.Dns1123Subdomain(text).Count == 0,
        ["int32"] = _ => true,
        ["int64"] = _ => true,
        ["float"] = _ => true,
        ["double"] = _ => true,
    };

    /// <summary>Whether values of the format are checked.</summary>
    public static bool IsKnown(string? format) => !string.IsNullOrEmpty(format) && Checks.ContainsKey(format);

    /// <summary>Whether a string is of the format; true for formats that are not known.</summary>
    public static bool IsMatch(string format, string text) => !Checks.TryGetValue(format, out var check) || check(text);

    private static bool IsDateTime(string text) => DateTimeText().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Digits(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("^[0-9a-fA-F]{24}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ObjectId();

    [GeneratedRegex("^[^@\\s<>]+@[^@\\s<>]+\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Email();

    [GeneratedRegex("^([a-zA-Z0-9\\p{L}]([a-zA-Z0-9\\p{L}-]{0,61}[a-zA-Z0-9\\p{L}])?)(\\.[a-zA-Z0-9\\p{L}]([a-zA-Z0-9\\p{L}-]{0,61}[a-zA-Z0-9\\p{L}])?)*\\.?\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hostname();

    [GeneratedRegex("^([0-9a-fA-F]{2}[:-]){5,7}[0-9a-fA-F]{2}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mac();

    [GeneratedRegex("^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Uuid();

    [GeneratedRegex("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex HexColor();

    [GeneratedRegex("^rgb\\(\\s*[0-9]{1,3}\\s*,\\s*[0-9]{1,3}\\s*,\\s*[0-9]{1,3}\\s*\\)\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RgbColor();

    [GeneratedRegex("^\\d{3}[- ]?\\d{2}[- ]?\\d{4}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SocialSecurity();

    [GeneratedRegex("^[0-9 -]{13,23}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CreditCard();

    [GeneratedRegex("^[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)\\s*(ns|us|µs|μs|ms|s|m|h|d|w)(([0-9]+(\\.[0-9]*)?)\\s*(ns|us|µs|μs|ms|s|m|h|d|w))*\\z|^0\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GoDuration();

    [GeneratedRegex("^\\d{4}-\\d{2}-\\d{2}[Tt ]\\d{2}:\\d{2}:\\d{2}([.,]\\d+)?([Zz]|[+-]\\d{2}:?\\d{2})?\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DateTimeText();
}
