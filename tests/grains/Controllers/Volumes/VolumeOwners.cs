using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Follows all volumes revision by revision, and keeps those that went from one claim to another.</summary>
internal sealed class VolumeOwners : IReplicaObserver, IDisposable
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;

    public VolumeOwners(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    public List<string> Changed { get; } = [];

    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource == VolumeResources.Volumes
            && change.Type != ChangeType.Deleted
            && change.Entry.As<PersistentVolume>().Spec.ClaimRef?.Uid is { Length: > 0 } owner
            && !_owners.TryAdd(change.Entry.Key.Name, owner)
            && _owners[change.Entry.Key.Name] != owner)
        {
            Changed.Add(change.Entry.Key.Name);
        }
    }

    public void Dispose() => _subscription.Dispose();
}
