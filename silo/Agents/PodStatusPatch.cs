using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Silo.Agents;

/// <summary>
/// The strategic merge patch that makes a pod's status what its agent says, as far as it is the agent's to say: conditions of others stay. What the
/// agent leaves out is removed (a condition's reason, an address), which in such a patch has to be said.
/// </summary>
internal static class PodStatusPatch
{
    private static readonly string[] Removable = ["reason", "message", "podIP", "podIPs"];

    public static byte[] Of(ReadOnlyMemory<byte> status)
    {
        using var document = JsonDocument.Parse(status);
        using var buffer = new PooledBufferWriter();
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("status"u8);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                switch (property.Name)
                {
                    case "conditions":
                        Conditions(property.Value, writer);
                        break;
                    case "podIPs" or "hostIPs":
                        Replaced(property.Value, writer);
                        break;
                    default:
                        property.Value.WriteTo(writer);
                        break;
                }
            }

            Nulls(document.RootElement, Removable, writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Conditions(JsonElement conditions, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var condition in conditions.EnumerateArray())
        {
            writer.WriteStartObject();
            foreach (var property in condition.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                property.Value.WriteTo(writer);
            }

            Nulls(condition, Removable.AsSpan(0, 2), writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // These lists have a merge key, but an address that is not said any more is no more.
    private static void Replaced(JsonElement list, Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("$patch"u8, "replace"u8);
        writer.WriteEndObject();
        foreach (var element in list.EnumerateArray())
        {
            element.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private static void Nulls(JsonElement value, ReadOnlySpan<string> names, Utf8JsonWriter writer)
    {
        foreach (var name in names)
        {
            if (!value.TryGetProperty(name, out _))
            {
                writer.WriteNull(name);
            }
        }
    }
}
