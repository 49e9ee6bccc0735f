using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>What the control plane itself writes into a node: taints, the older names of labels, and how long kubelets may trust what they have read. One write for all.</summary>
internal static class NodeUpkeep
{
    /// <summary>A merge patch with what should be different, or null. It is refused when the node changes meanwhile.</summary>
    public static byte[]? Patch(Node node, List<Taint>? taints, int nodes)
    {
        var labels = NodeLabels.Missing(node);
        var ttl = NodeTtl.Wanted(node.Metadata.Annotations?.GetValueOrDefault(NodeTtl.Annotation), nodes);
        return taints is null && labels.Count == 0 && ttl is null ? null : Write(node, taints, labels, ttl);
    }

    /// <summary>A merge patch with other taints.</summary>
    public static byte[] Patch(Node node, List<Taint> taints) => Write(node, taints, [], null);

    private static byte[] Write(Node node, List<Taint>? taints, List<KeyValuePair<string, string>> labels, string? ttl) =>
        MergePatch.Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, node.Metadata.Uid);
            writer.WriteString("resourceVersion"u8, node.Metadata.ResourceVersion);
            if (labels.Count > 0)
            {
                writer.WriteStartObject("labels"u8);
                labels.ForEach(label => writer.WriteString(label.Key, label.Value));
                writer.WriteEndObject();
            }

            if (ttl is not null)
            {
                writer.WriteStartObject("annotations"u8);
                writer.WriteString(NodeTtl.Annotation, ttl);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            if (taints is not null)
            {
                writer.WriteStartObject("spec"u8);
                writer.WriteStartArray("taints"u8);
                taints.ForEach(taint => taint.Write(writer));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
        });
}
