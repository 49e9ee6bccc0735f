using System.Runtime.InteropServices;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>
/// How many dependents hold up each owner (<c>blockOwnerDeletion</c>), so that an owner of thousands that waits for them is looked at when the last has gone and not
/// after each.
/// </summary>
internal sealed class BlockingDependents : IReplicaObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;

    /// <summary>Follows the replica.</summary>
    public BlockingDependents(IReplica replica) => _subscription = replica.Subscribe(this, replay: true);

    /// <summary>How many hold up an owner.</summary>
    public int Of(string ownerUid)
    {
        lock (_lock)
        {
            return _counts.GetValueOrDefault(ownerUid);
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var owners = change.Type == ChangeType.Deleted ? [] : change.Entry.OwnerReferences;
        var before = change.Previous?.OwnerReferences ?? [];
        if (SameOwners(owners, before))
        {
            return;
        }

        lock (_lock)
        {
            Count(before, -1);
            Count(owners, 1);
        }
    }

    /// <summary>Whether two lists of references say the same.</summary>
    public static bool SameOwners(IReadOnlyList<EntryOwner> some, IReadOnlyList<EntryOwner> others)
    {
        if (some.Count != others.Count)
        {
            return false;
        }

        for (var i = 0; i < some.Count; i++)
        {
            if (!some[i].Equals(others[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void Count(IReadOnlyList<EntryOwner> owners, int by)
    {
        foreach (var owner in owners)
        {
            if (!owner.BlockOwnerDeletion)
            {
                continue;
            }

            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, owner.Uid, out _);
            count += by;
            if (count == 0)
            {
                _counts.Remove(owner.Uid);
            }
        }
    }
}
