using System.Text.Json;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>Writes the annotations of a merge patch.</summary>
internal static class AnnotationPatch
{
    /// <summary>Those annotations that an object has not, or not so.</summary>
    public static List<KeyValuePair<string, string>> Changed(ReplicaEntry entry, IEnumerable<KeyValuePair<string, string>> annotations) =>
        [.. annotations.Where(a => !entry.Annotations.TryGetValue(a.Key, out var present) || present != a.Value)];

    /// <summary>A patch of annotations and of one number of the spec.</summary>
    public static byte[] With(IReadOnlyCollection<KeyValuePair<string, string>> annotations, string field, int value) => MergePatch.Write(writer =>
    {
        Write(writer, annotations);
        writer.WriteStartObject("spec"u8);
        writer.WriteNumber(field, value);
        writer.WriteEndObject();
    });

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
