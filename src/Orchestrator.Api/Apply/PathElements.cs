using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Api.Apply;

/// <summary>
/// The steps of a path to a field, in the text form that <c>fieldsV1</c> has for them: <c>f:NAME</c> a field or a map's entry, <c>k:{...}</c> a list's item by its
/// key fields, <c>v:VALUE</c> an item of a set, <c>i:N</c> an item by its place.
/// </summary>
internal static class PathElements
{
    private const string Kinds = "fkvi";

    /// <summary>The step to a field or a map's entry.</summary>
    public static string Field(string name) => "f:" + name;

    /// <summary>The order in which a real server writes the steps of one level: fields by name, then keys, values and places.</summary>
    public static int Compare(string left, string right)
    {
        if (left[0] == right[0])
        {
            return left[0] == 'f' || string.Equals(left, right, StringComparison.Ordinal)
                ? string.CompareOrdinal(left, right)
                : CompareValues(left, right);
        }

        return Kinds.IndexOf(left[0], StringComparison.Ordinal).CompareTo(Kinds.IndexOf(right[0], StringComparison.Ordinal));
    }

    /// <summary>Whether a text is a step.</summary>
    public static bool IsValid(string element)
    {
        if (element.Length < 2 || element[1] != ':')
        {
            return false;
        }

        return element[0] switch
        {
            'f' => true,
            'k' => TryParse(element) is { ValueKind: JsonValueKind.Object },
            'v' => TryParse(element) is not null,
            'i' => int.TryParse(element.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out _),
            _ => false,
        };
    }

    /// <summary>Adds the step as errors and conflicts show it: <c>.name</c>, <c>[name="x"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public static void AppendText(StringBuilder text, string element)
    {
        var body = element[2..];
        switch (element[0])
        {
            case 'f':
                text.Append('.').Append(body);
                break;
            case 'v':
                text.Append("[=").Append(body).Append(']');
                break;
            case 'k':
                var separator = '[';
                foreach (var key in Parse(element).EnumerateObject())
                {
                    text.Append(separator).Append(key.Name).Append('=').Append(key.Value.GetRawText());
                    separator = ',';
                }

                text.Append(']');
                break;
            default:
                text.Append('[').Append(body).Append(']');
                break;
        }
    }

    /// <summary>The step as errors show it.</summary>
    public static string ToText(string element)
    {
        var text = new StringBuilder();
        AppendText(text, element);
        return text.ToString();
    }

    private static int CompareValues(string left, string right)
    {
        if (left[0] == 'i')
        {
            return int.Parse(left.AsSpan(2), CultureInfo.InvariantCulture).CompareTo(int.Parse(right.AsSpan(2), CultureInfo.InvariantCulture));
        }

        var key = PlainKey(left, out var value);
        if (key.Length > 0 && key.SequenceEqual(PlainKey(right, out var other)))
        {
            return value.SequenceCompareTo(other);
        }

        var order = JsonOrder.Compare(Parse(left), Parse(right));
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    /// <summary>
    /// The field, and its value, of a step by one key that is a text without escapes, as nearly all are (<c>k:{"name":"main"}</c>): they need not be parsed to be compared. Nothing for others.
    /// </summary>
    private static ReadOnlySpan<char> PlainKey(string element, out ReadOnlySpan<char> value)
    {
        const string Begin = "k:{\"";
        const string Between = "\":\"";
        const string End = "\"}";
        value = default;
        if (!element.StartsWith(Begin, StringComparison.Ordinal) || !element.EndsWith(End, StringComparison.Ordinal))
        {
            return default;
        }

        var inner = element.AsSpan(Begin.Length, element.Length - Begin.Length - End.Length);
        var between = inner.IndexOf(Between, StringComparison.Ordinal);
        if (between < 0 || inner[(between + Between.Length)..].IndexOfAny('"', '\\') >= 0)
        {
            return default;
        }

        value = inner[(between + Between.Length)..];
        return inner[..between];
    }

    private static JsonElement Parse(string element) => TryParse(element)!.Value;

    private static JsonElement? TryParse(string element)
    {
        try
        {
            return JsonElement.Parse(element.AsSpan(2));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
