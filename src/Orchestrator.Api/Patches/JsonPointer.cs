using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Patches;

/// <summary>A place in a JSON document (RFC 6901), for JSON patch: indices may be negative, counted from the end, as a real server allows.</summary>
internal readonly struct JsonPointer
{
    private readonly string[] _tokens;

    private JsonPointer(string text, string[] tokens)
    {
        Text = text;
        _tokens = tokens;
    }

    public string Text { get; }

    /// <summary>Whether it points at the document itself.</summary>
    public bool IsRoot => _tokens.Length == 0;

    /// <summary>The last part: the field or index in the container.</summary>
    public string Last => _tokens[^1];

    public static JsonPointer Parse(string text)
    {
        if (text.Length == 0)
        {
            return new JsonPointer(text, []);
        }

        // A pointer without a leading slash reads as if its first part were skipped.
        var tokens = text.Split('/')[1..];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = tokens[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return new JsonPointer(text, tokens);
    }

    /// <summary>The object or array that holds what is pointed at, or null.</summary>
    public JsonNode? FindContainer(JsonNode? document)
    {
        for (var i = 0; i < _tokens.Length - 1; i++)
        {
            document = document switch
            {
                JsonObject map => map.TryGetPropertyValue(_tokens[i], out var value) ? value : null,
                JsonArray list => TryIndex(_tokens[i], list.Count, out var index) ? list[index] : null,
                _ => null,
            };
        }

        return document is JsonObject or JsonArray ? document : null;
    }

    /// <summary>Reads an index of an existing element.</summary>
    public static bool TryIndex(string token, int count, out int index)
    {
        var parsed = int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index);
        index = parsed && index < 0 ? index + count : index;
        return parsed && index >= 0 && index < count;
    }
}
