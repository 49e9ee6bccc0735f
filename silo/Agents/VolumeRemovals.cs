using System.Globalization;
using System.Text.Json;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Agents;

/// <summary>Volumes that wait for their node's agent to remove a directory.</summary>
internal static class VolumeRemovals
{
    /// <summary>As whom it is written that a directory is gone.</summary>
    public static Caller Caller { get; } = new(
        "system:serviceaccount:kube-system:" + LocalVolumes.Account, "", ["system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated"]);

    /// <summary>The node whose agent has to remove the volume's directory; null when none has to (any more, or yet: it is still bound).</summary>
    public static string? NodeOf(ReplicaEntry volume) =>
        volume.DeletionTimestamp is not null
        && volume.Metadata.Finalizers.Contains(LocalVolumes.Finalizer)
        && volume.Annotations.GetValueOrDefault(LocalVolumes.NodeAnnotation) is { } node
        && volume.As<PersistentVolume>() is { Status.Phase: not "Bound", Spec.PersistentVolumeReclaimPolicy: "Delete" }
            ? node
            : null;

    /// <summary>A merge patch that lets the volume go, if nothing has changed it.</summary>
    public static byte[] Completion(ReplicaEntry volume)
    {
        using var buffer = new PooledBufferWriter(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metadata"u8);
            writer.WriteString("uid"u8, volume.Uid);
            writer.WriteString("resourceVersion"u8, volume.Revision.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartArray("finalizers"u8);
            foreach (var finalizer in volume.Metadata.Finalizers)
            {
                if (finalizer != LocalVolumes.Finalizer)
                {
                    writer.WriteStringValue(finalizer);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
