using System.Text.Json;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Json;

/// <summary>Reads one element of a list or map; the reader stands on it.</summary>
public delegate T ReadElement<out T>(ref Utf8JsonReader reader, JsonReadContext context);

/// <summary>The lists and maps that generated readers read; null reads as null.</summary>
public static class JsonReadCollections
{
    /// <summary>A list.</summary>
    public static List<T>? List<T>(ref Utf8JsonReader reader, JsonReadContext context, ReadElement<T> read)
    {
        if (!JsonRead.Array(ref reader))
        {
            return null;
        }

        var list = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            list.Add(read(ref reader, context));
        }

        return list;
    }

    /// <summary>The items of a list kind. Inside a list they need not say what they are, so they are told.</summary>
    public static List<T>? Items<T>(ref Utf8JsonReader reader, JsonReadContext context, ReadElement<T> read, string apiVersion, string kind)
        where T : IKubeObject
    {
        var items = List(ref reader, context, read);
        foreach (var item in items ?? [])
        {
            item.ApiVersion = item.ApiVersion.Length == 0 ? apiVersion : item.ApiVersion;
            item.Kind = item.Kind.Length == 0 ? kind : item.Kind;
        }

        return items;
    }

    /// <summary>A map; a key that comes twice is noted, and the last one wins.</summary>
    public static Dictionary<string, T>? Map<T>(ref Utf8JsonReader reader, JsonReadContext context, ReadElement<T> read)
    {
        if (!JsonRead.Object(ref reader))
        {
            return null;
        }

        var map = new Dictionary<string, T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            if (map.ContainsKey(key))
            {
                context.Duplicate(ref reader);
            }

            reader.Read();
            map[key] = read(ref reader, context);
        }

        return map;
    }
}
