using System.Text.Json;

namespace Orchestrator.Silo.Discovery;

/// <summary>What both forms of discovery write alike.</summary>
internal static class DiscoveryJson
{
    /// <summary>Writes a list of texts; an empty one only if asked to.</summary>
    public static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values, bool always = false)
    {
        var started = always;
        if (always)
        {
            json.WriteStartArray(name);
        }

        foreach (var value in values)
        {
            if (!started)
            {
                json.WriteStartArray(name);
                started = true;
            }

            json.WriteStringValue(value);
        }

        if (started)
        {
            json.WriteEndArray();
        }
    }
}
