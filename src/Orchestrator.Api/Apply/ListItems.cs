using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>The steps to the items of lists whose items are told apart (structured-merge-diff's <c>listItemToPathElement</c>).</summary>
internal static class ListItems
{
    /// <summary>The step to an item, or what is wrong with it.</summary>
    public static string? TryElement(ReadOnlySpan<byte> item, in MergeRule list, out string? error) => list.Field!.ListType == ListType.Set
        ? TrySetElement(item, out error)
        : TryKeyElement(item, list, out error);

    /// <summary>The step to an item of a tree, or what is wrong with it.</summary>
    public static string? TryElement(JsonNode? item, in MergeRule list, out string? error) => TryElement(CompactJson.Of(item), list, out error);

    /// <summary>The default that the schema gives a key field, as JSON.</summary>
    public static string? DefaultOf(in MergeRule list, string key) => list.Items.FieldOf(key)?.Default;

    private static string? TrySetElement(ReadOnlySpan<byte> item, out string? error)
    {
        error = item[0] switch
        {
            (byte)'{' => "associative list without keys has an element that's a map type",
            (byte)'[' => "not supported: associative list with lists as elements",
            (byte)'n' => "associative list without keys has an element that's an explicit null",
            _ => null,
        };
        return error is null ? string.Concat("v:", Encoding.UTF8.GetString(item)) : null;
    }

    private static string? TryKeyElement(ReadOnlySpan<byte> item, in MergeRule list, out string? error)
    {
        error = item[0] switch
        {
            (byte)'n' => "associative list with keys may not have a null element",
            (byte)'{' => null,
            _ => "associative list with keys may not have non-map elements",
        };
        if (error is not null)
        {
            return null;
        }

        if (list.Keys is [var only] && FindValue(item, only) is { IsEmpty: false } single)
        {
            return $"k:{{\"{only}\":{Encoding.UTF8.GetString(single)}}}";
        }

        var text = new StringBuilder("k:");
        foreach (var key in Sorted(list.Keys))
        {
            text.Append(text.Length == 2 ? '{' : ',').Append('"').Append(key).Append("\":");
            if (FindValue(item, key) is { IsEmpty: false } value)
            {
                text.Append(Encoding.UTF8.GetString(value));
            }
            else if (DefaultOf(list, key) is { } fallback)
            {
                text.Append(fallback);
            }
            else
            {
                error = $"associative list with keys has an element that omits key field \"{key}\" (and doesn't have default value)";
                return null;
            }
        }

        return text.Append('}').ToString();
    }

    private static ReadOnlySpan<byte> FindValue(ReadOnlySpan<byte> item, string key)
    {
        var at = 1;
        while (item[at] != '}')
        {
            at += item[at] == ',' ? 1 : 0;
            var nameEnd = JsonScan.EndOfValue(item, at);
            var valueEnd = JsonScan.EndOfValue(item, nameEnd + 1);
            if (Matches(item[(at + 1)..(nameEnd - 1)], key))
            {
                return item[(nameEnd + 1)..valueEnd];
            }

            at = valueEnd;
        }

        return default;
    }

    private static bool Matches(ReadOnlySpan<byte> name, string key)
    {
        if (name.Length != key.Length)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != key[i])
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Sorted(IReadOnlyList<string> keys) => keys.Count < 2 ? keys : keys.Order(StringComparer.Ordinal);
}
