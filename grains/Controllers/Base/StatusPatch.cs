using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Grains.Controllers;

/// <summary>
/// Writes a status as a merge patch of the subresource <c>status</c>: it replaces the status and touches nothing else, so it can neither undo nor be refused for
/// what somebody else changed in the spec meanwhile.
/// </summary>
internal static class StatusPatch
{
    /// <summary>The patch; null when the status stays as it is.</summary>
    /// <param name="uid">The object's uid: another one of the same name is not meant.</param>
    /// <param name="before">The status as it is.</param>
    /// <param name="after">The status as it should be.</param>
    public static byte[]? Of(string uid, IJsonModel before, IJsonModel after)
    {
        var old = JsonModel.ToBytes(before);
        var wanted = JsonModel.ToBytes(after);
        if (old.AsSpan().SequenceEqual(wanted))
        {
            return null;
        }

        using var present = JsonDocument.Parse(old);
        using var next = JsonDocument.Parse(wanted);
        return MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, uid);
            writer.WriteEndObject();
            writer.WritePropertyName("status"u8);
            Write(writer, present.RootElement, next.RootElement);
        });
    }

    /// <summary>The patch that makes one object of the other: a merge patch keeps what it does not name, so what goes is named with null, at every depth.</summary>
    private static void Write(Utf8JsonWriter writer, JsonElement before, JsonElement after)
    {
        writer.WriteStartObject();
        foreach (var field in after.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Object && before.TryGetProperty(field.Name, out var old) && old.ValueKind == JsonValueKind.Object)
            {
                writer.WritePropertyName(field.Name);
                Write(writer, old, field.Value);
            }
            else
            {
                field.WriteTo(writer);
            }
        }

        foreach (var field in before.EnumerateObject())
        {
            if (!after.TryGetProperty(field.Name, out _))
            {
                writer.WriteNull(field.Name);
            }
        }

        writer.WriteEndObject();
    }
}
