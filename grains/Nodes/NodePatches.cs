using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Nodes;

/// <summary>The changes that an agent's reports, or its silence, make to its node.</summary>
internal static class NodePatches
{
    /// <summary>A merge patch with the agent's labels, and the range of pod addresses where the node has none; what others added stays.</summary>
    public static byte[] Metadata(Node wanted, Node? current)
    {
        var patch = new Node { Metadata = new() { Labels = wanted.Metadata.Labels, Annotations = wanted.Metadata.Annotations } };
        if (current is null || string.IsNullOrEmpty(current.Spec.PodCIDR))
        {
            patch.Spec = new() { PodCIDR = wanted.Spec.PodCIDR, PodCIDRs = wanted.Spec.PodCIDRs };
        }

        return Write(patch, withStatus: false);
    }

    /// <summary>A strategic merge patch with a status; the time of transition of what has not changed is kept.</summary>
    public static byte[] Status(NodeStatus status, Node? current)
    {
        foreach (var condition in status.Conditions ?? [])
        {
            var before = current?.Status.Conditions?.Find(c => c.Type == condition.Type);
            if (before?.Status == condition.Status && before.LastTransitionTime is { } time)
            {
                condition.LastTransitionTime = time;
            }
        }

        return Write(new Node { Status = status }, withStatus: true);
    }

    /// <summary>Whether the node was marked as silent.</summary>
    public static bool IsUnknown(Node node) => node.Status.Conditions?.Find(static c => c.Type == "Ready") is { Status: "Unknown" };

    /// <summary>The conditions of a node whose agent has fallen silent, in the words of a real node-lifecycle controller.</summary>
    public static byte[] Unknown(Node node, DateTime now)
    {
        var conditions = new List<NodeCondition>();
        foreach (var type in (ReadOnlySpan<string>)["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"])
        {
            var before = node.Status.Conditions?.Find(c => c.Type == type);
            conditions.Add(new NodeCondition
            {
                Type = type,
                Status = "Unknown",
                Reason = before is null ? "NodeStatusNeverUpdated" : "NodeStatusUnknown",
                Message = before is null ? "Kubelet never posted node status." : "Kubelet stopped posting node status.",
                LastHeartbeatTime = before?.LastHeartbeatTime ?? node.Metadata.CreationTimestamp,
                LastTransitionTime = before?.Status == "Unknown" ? before.LastTransitionTime : now,
            });
        }

        return Conditions(conditions);
    }

    private static byte[] Conditions(List<NodeCondition> conditions)
    {
        using var buffer = new PooledBufferWriter();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("status"u8);
            writer.WriteStartArray("conditions"u8);
            foreach (var condition in conditions)
            {
                condition.Write(writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Write(Node patch, bool withStatus)
    {
        using var buffer = new PooledBufferWriter();
        using (var writer = new System.Text.Json.Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartObject();
            if (withStatus)
            {
                writer.WritePropertyName("status"u8);
                patch.Status.Write(writer);
            }
            else
            {
                writer.WritePropertyName("metadata"u8);
                patch.Metadata.Write(writer);
                writer.WritePropertyName("spec"u8);
                patch.Spec.Write(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
