using System.Buffers;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>Writes maps with their keys sorted, as Go does, so that equal maps have equal bytes.</summary>
public static class JsonWriteMaps
{
    /// <summary>A map of strings.</summary>
    public static void Strings(Utf8JsonWriter writer, Dictionary<string, string> map) =>
        Map(writer, map, static (writer, value) => writer.WriteStringValue(value));

    /// <summary>A map of models.</summary>
    public static void Models<T>(Utf8JsonWriter writer, Dictionary<string, T> map)
        where T : IJsonModel =>
        Map(writer, map, static (writer, value) => value.Write(writer));

    /// <summary>A map of anything.</summary>
    public static void Map<T>(Utf8JsonWriter writer, Dictionary<string, T> map, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartObject();
        if (IsSorted(map))
        {
            foreach (var (key, value) in map)
            {
                writer.WritePropertyName(key);
                write(writer, value);
            }
        }
        else
        {
            var keys = ArrayPool<string>.Shared.Rent(map.Count);
            map.Keys.CopyTo(keys, 0);
            keys.AsSpan(0, map.Count).Sort(StringComparer.Ordinal);
            foreach (var key in keys.AsSpan(0, map.Count))
            {
                writer.WritePropertyName(key);
                write(writer, map[key]);
            }

            ArrayPool<string>.Shared.Return(keys, clearArray: true);
        }

        writer.WriteEndObject();
    }

    private static bool IsSorted<T>(Dictionary<string, T> map)
    {
        string? previous = null;
        foreach (var (key, _) in map)
        {
            if (previous is not null && string.CompareOrdinal(previous, key) > 0)
            {
                return false;
            }

            previous = key;
        }

        return true;
    }
}
