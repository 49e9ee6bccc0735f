using System.Text;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Controllers.Revisions;

/// <summary>
/// The data of a controller revision: a strategic merge patch that puts the template back, which is what <c>kubectl rollout undo</c> sends. Its fields are in the order
/// of their names, as Go writes a map: kubectl compares bytes to tell that a template is that of a revision already.
/// </summary>
internal static class RevisionData
{
    /// <summary>The patch that brings the template.</summary>
    public static RawJson Of(PodTemplateSpec template)
    {
        using var document = JsonDocument.Parse(JsonModel.ToBytes(template));
        return RawJson.FromUtf8(MergePatch.Write(writer =>
        {
            writer.WriteStartObject("spec"u8);
            writer.WriteStartObject("template"u8);
            writer.WriteString("$patch"u8, "replace"u8);
            WriteFields(writer, document.RootElement);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    /// <summary>The template that the patch brings; null when the data is no such patch: somebody else's revision with our labels.</summary>
    public static PodTemplateSpec? TemplateOf(RawJson data)
    {
        try
        {
            using var document = JsonDocument.Parse(data.Utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("spec"u8, out var spec) && spec.ValueKind == JsonValueKind.Object
                && spec.TryGetProperty("template"u8, out var template) && template.ValueKind == JsonValueKind.Object
                ? JsonModel.Read<PodTemplateSpec>(Encoding.UTF8.GetBytes(template.GetRawText()))
                : null;
        }
        catch (JsonDecodeException)
        {
            return null;
        }
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteFields(writer, value);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonElement value)
    {
        foreach (var field in value.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(field.Name);
            WriteSorted(writer, field.Value);
        }
    }
}
