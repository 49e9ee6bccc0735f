using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Yaml;

/// <summary>
/// What a plain scalar stands for, as sigs.k8s.io/yaml resolves it: YAML 1.1's booleans (<c>yes</c>, <c>on</c>), null, integers in several bases,
/// floats; everything else, timestamps too, is a string.
/// </summary>
internal static partial class YamlScalar
{
    /// <summary>The kinds of plain scalars.</summary>
    public enum Kind
    {
        String,
        Null,
        Boolean,
        Number,

        /// <summary>A string in the end, but one that must be quoted to stay one elsewhere.</summary>
        Timestamp,
    }

    /// <summary>Resolves a plain scalar; the node is its JSON value.</summary>
    /// <exception cref="YamlException">It is infinite or no number, which JSON cannot say.</exception>
    public static (Kind Kind, JsonNode? Node) Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return (Kind.Null, null);
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return (Kind.Boolean, JsonValue.Create(true));
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return (Kind.Boolean, JsonValue.Create(false));
            default:
                return text[0] is '+' or '-' or '.' or (>= '0' and <= '9') ? ResolveNumber(text) : (Kind.String, JsonValue.Create(text));
        }
    }

    /// <summary>Whether a string must be quoted because it would be something else when plain.</summary>
    public static bool NeedsQuotes(string text) =>
        text is "" or "<<" || IsNotFinite(text) || Base60().IsMatch(text) || Resolve(text).Kind != Kind.String;

    private static (Kind Kind, JsonNode? Node) ResolveNumber(string text)
    {
        if (IsNotFinite(text))
        {
            throw new YamlException($"{text} has no form in JSON");
        }

        if (Timestamp().IsMatch(text))
        {
            return (Kind.Timestamp, JsonValue.Create(text));
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (TryInteger(digits, out var integer))
        {
            return (Kind.Number, JsonValue.Create(integer));
        }

        if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var large))
        {
            return (Kind.Number, JsonValue.Create(large));
        }

        if (Float().IsMatch(digits) && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return (Kind.Number, JsonNode.Parse(GoFloat.Format(number)));
        }

        return (Kind.String, JsonValue.Create(text));
    }

    private static bool TryInteger(string text, out long value)
    {
        var negative = text[0] == '-';
        var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        value = 0;
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]))
        {
            return false;
        }

        var (numberBase, prefix) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        if (digits.Length == prefix)
        {
            return false;
        }

        Int128 total = 0;
        foreach (var digit in digits[prefix..])
        {
            var number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : numberBase;
            total = (total * numberBase) + number;
            if (number >= numberBase || total > (Int128)long.MaxValue + 1)
            {
                return false;
            }
        }

        total = negative ? -total : total;
        if (total > long.MaxValue)
        {
            return false;
        }

        value = (long)total;
        return true;
    }

    private static bool IsNotFinite(string text) =>
        text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF" || text is ".nan" or ".NaN" or ".NAN";

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Base60();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timestamp();
}
