using System.Text.Json;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>Writes the annotations of a merge patch.</summary>
internal static class AnnotationPatch
{
    /// <summary>Writes <c>metadata.annotations</c>; nothing when there are none.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyCollection<KeyValuePair<string, string>> annotations)
    {
        if (annotations.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("metadata"u8);
        writer.WriteStartObject("annotations"u8);
        foreach (var (key, value) in annotations)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
