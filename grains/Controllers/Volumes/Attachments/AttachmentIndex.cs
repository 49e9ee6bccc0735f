using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Attachments;

/// <summary>Attachments by their node and by their volume.</summary>
internal sealed class AttachmentIndex : IReplicaObserver, IDisposable
{
    private readonly Buckets<string, ReplicaEntry> _byNode = new();
    private readonly Buckets<string, ReplicaEntry> _byVolume = new();
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public AttachmentIndex(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>Those to a node, in no order.</summary>
    public ReplicaEntry[] ToNode(string node) => _byNode.Get(node);

    /// <summary>Those of a volume, in no order.</summary>
    public ReplicaEntry[] OfVolume(string volume) => _byVolume.Get(volume);

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != VolumeResources.Attachments)
        {
            return;
        }

        // What is attached where never changes.
        var (key, spec) = (change.Entry.Key, change.Entry.As<VolumeAttachment>().Spec);
        var volume = spec.Source.PersistentVolumeName ?? "";
        if (change.Type == ChangeType.Deleted)
        {
            _byNode.Remove(spec.NodeName, key);
            _byVolume.Remove(volume, key);
        }
        else
        {
            _byNode.Set(spec.NodeName, key, change.Entry);
            _byVolume.Set(volume, key, change.Entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
