using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Attachments;

/// <summary>
/// Asks drivers to attach the volumes that a node's pods use, and to detach them when the last such pod is gone and the node says that it has unmounted them
/// (<c>attach_detach_controller.go</c>). One look settles one node; nodes whose pods use no drivers' volumes are never looked at.
/// </summary>
internal sealed class AttachDetachController(ControllerServices services, AttachmentNeeds needs, AttachmentIndex attachments, ClaimUsers users) : IController
{
    /// <summary>How long a node may go on saying that it uses a volume which none of its pods does, once it is not ready: then the volume is taken from it.</summary>
    private static readonly TimeSpan UnmountLimit = TimeSpan.FromMinutes(6);

    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:attachdetach-controller"));
    private readonly EventSourceRecorder _events = services.Events.From("attachdetach-controller");

    /// <inheritdoc/>
    public string Name => "attachdetach-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(KnownResources.Pods, PodChanged);
        watches.Mapped(VolumeResources.Claims, ClaimChanged);
        watches.Mapped(VolumeResources.Attachments, AttachmentChanged);
        watches.Mapped(KnownResources.Nodes, NodeChanged);
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var node = services.Replica.Get(key)?.As<Node>();
        var wanted = node is null ? [] : needs.Of(key.Name);
        foreach (var (volume, pod) in wanted.Values)
        {
            await AttachAsync(volume, pod, key.Name, cancellationToken);
        }

        var result = ReconcileResult.Done;
        foreach (var entry in attachments.ToNode(key.Name))
        {
            result = result.Or(await SettleAsync(entry, node, wanted, cancellationToken));
        }

        if (node is not null)
        {
            await ReportAsync(key, node, cancellationToken);
        }

        return result;
    }

    private async Task AttachAsync(PersistentVolume volume, Pod pod, string node, CancellationToken cancellationToken)
    {
        var request = VolumeAttachments.Make(volume, node);
        if (services.Replica.Get(VolumeResources.Attachments.Key(null, request.Metadata.Name!)) is not null)
        {
            return;
        }

        if (VolumeAttachments.IsExclusive(volume) && Array.Exists(attachments.OfVolume(volume.Metadata.Name!), other => other.As<VolumeAttachment>().Spec.NodeName != node))
        {
            // When it is detached there, that change brings another look.
            _events.Warning(
                pod, "FailedAttachVolume", $"Multi-Attach error for volume \"{volume.Metadata.Name}\" Volume is already exclusively attached to one node and can't be attached to another");
            return;
        }

        try
        {
            await _client.CreateAsync(request, cancellationToken);
        }
        catch (ApiException made) when (made.Status.Reason == "AlreadyExists")
        {
            // By a look that broke off.
        }
    }

    /// <summary>Tells the pod what came of an attachment that is wanted; lets one go that is not.</summary>
    private async Task<ReconcileResult> SettleAsync(
        ReplicaEntry entry, Node? node, Dictionary<string, (PersistentVolume Volume, Pod Pod)> wanted, CancellationToken cancellationToken)
    {
        var attachment = entry.As<VolumeAttachment>();
        if (wanted.TryGetValue(entry.Key.Name, out var use))
        {
            if (attachment.Status.AttachError?.Message is { Length: > 0 } problem)
            {
                _events.Warning(use.Pod, "FailedAttachVolume", $"AttachVolume.Attach failed for volume \"{use.Volume.Metadata.Name}\" : {problem}");
            }

            return ReconcileResult.Done;
        }

        if (entry.DeletionTimestamp is not null || !VolumeAttachments.IsOurs(entry.Key.Name))
        {
            return ReconcileResult.Done; // its driver is at it, or somebody else asked for it
        }

        if (node is not null && IsInUse(node, attachment, out var notReadySince))
        {
            var left = notReadySince + UnmountLimit - services.Time.GetUtcNow().UtcDateTime;
            if (left is null || left > TimeSpan.Zero)
            {
                return left is null ? ReconcileResult.Done : ReconcileResult.After(left.Value);
            }
        }

        await _client.DeleteAsync(entry.Key, new WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Whether a node says that it has a volume mounted; and since when it has not been ready, so that what it says may not be so any more.</summary>
    private bool IsInUse(Node node, VolumeAttachment attachment, out DateTime? notReadySince)
    {
        var volume = services.Replica.Get(VolumeResources.Volumes.Key(null, attachment.Spec.Source.PersistentVolumeName ?? ""))?.As<PersistentVolume>();
        notReadySince = node.Status.Conditions?.Find(static c => c is { Type: "Ready", Status: not "True" })?.LastTransitionTime;
        return volume?.Spec.Csi is { } source && node.Status.VolumesInUse?.Contains(VolumeAttachments.UniqueName(source)) == true;
    }

    /// <summary>Says in the node's status what is attached: its agent mounts nothing before it reads that.</summary>
    private async Task ReportAsync(ObjectKey key, Node node, CancellationToken cancellationToken)
    {
        var attached = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in attachments.ToNode(key.Name))
        {
            var attachment = entry.As<VolumeAttachment>();
            if (attachment.Status.Attached
                && entry.DeletionTimestamp is null
                && services.Replica.Get(VolumeResources.Volumes.Key(null, attachment.Spec.Source.PersistentVolumeName ?? ""))?.As<PersistentVolume>().Spec.Csi is { } source)
            {
                attached[VolumeAttachments.UniqueName(source)] = "";
            }
        }

        var present = node.Status.VolumesAttached ?? [];
        if (present.Select(static volume => volume.Name).SequenceEqual(attached.Keys))
        {
            return;
        }

        await _client.PatchAsync(key, NodePatch(node, attached.Keys), "status", cancellationToken);
        TellAttached(key.Name, attached.Keys.Except(present.Select(static volume => volume.Name), StringComparer.Ordinal));
    }

    private static byte[] NodePatch(Node node, IEnumerable<string> attached) => MergePatch.Write(writer =>
    {
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("uid"u8, node.Metadata.Uid);
        writer.WriteEndObject();
        writer.WriteStartObject("status"u8);
        writer.WriteStartArray("volumesAttached"u8);
        foreach (var name in attached)
        {
            new AttachedVolume { Name = name }.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private void TellAttached(string node, IEnumerable<string> names)
    {
        var news = names.ToHashSet(StringComparer.Ordinal);
        foreach (var (volume, pod) in needs.Uses(node))
        {
            if (news.Contains(VolumeAttachments.UniqueName(volume.Spec.Csi!)))
            {
                _events.Normal(pod, "SuccessfulAttachVolume", $"AttachVolume.Attach succeeded for volume \"{volume.Metadata.Name}\" ");
            }
        }
    }

    private void PodChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        var pod = change.Entry.As<Pod>();
        if (pod.Spec.NodeName is { Length: > 0 } node && PodClaims.Any(pod) && (change.Previous?.Decoded is not Pod before || Matters(change.Type, before, pod)))
        {
            poke(KnownResources.Nodes.Key(null, node));
        }
    }

    private static bool Matters(ChangeType type, Pod before, Pod after) =>
        type != ChangeType.Updated || before.Spec.NodeName != after.Spec.NodeName || PodState.IsFinished(before) != PodState.IsFinished(after);

    private void ClaimChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        foreach (var user in users.Of(change.Entry.Key.Namespace, change.Entry.Key.Name))
        {
            if (services.Replica.Get(user)?.As<Pod>().Spec.NodeName is { Length: > 0 } node)
            {
                poke(KnownResources.Nodes.Key(null, node));
            }
        }
    }

    // Also the nodes that wait for the volume to be free.
    private void AttachmentChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        var spec = change.Entry.As<VolumeAttachment>().Spec;
        poke(KnownResources.Nodes.Key(null, spec.NodeName));
        if (change.Type == ChangeType.Deleted
            && services.Replica.Get(VolumeResources.Volumes.Key(null, spec.Source.PersistentVolumeName ?? ""))?.As<PersistentVolume>().Spec.ClaimRef is { } claim)
        {
            foreach (var user in users.Of(claim.Namespace, claim.Name))
            {
                if (services.Replica.Get(user)?.As<Pod>().Spec.NodeName is { Length: > 0 } node)
                {
                    poke(KnownResources.Nodes.Key(null, node));
                }
            }
        }
    }

    private void NodeChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (attachments.ToNode(change.Entry.Key.Name).Length > 0)
        {
            poke(change.Entry.Key);
        }
    }
}
