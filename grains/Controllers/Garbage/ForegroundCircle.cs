using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>Finds owners that wait for each other: each goes after its dependents, and is, over any number of steps, a dependent of itself.</summary>
internal static class ForegroundCircle
{
    /// <summary>Whether a waiting dependent waits, over others or itself, for one of its owners.</summary>
    /// <param name="dependents">All objects by their owners.</param>
    /// <param name="dependent">An object that goes after its dependents.</param>
    /// <param name="ownerUid">The owner.</param>
    public static bool LeadsBack(OwnerIndex dependents, ReplicaEntry dependent, string ownerUid)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { dependent.Uid };
        var waiting = new Stack<ReplicaEntry>([dependent]);
        while (waiting.TryPop(out var entry))
        {
            foreach (var next in dependents.DependentsOf(entry.Uid))
            {
                if (!OwnerLookup.IsWaiting(next) || !Blocks(next, entry.Uid))
                {
                    continue;
                }

                if (next.Uid == ownerUid)
                {
                    return true;
                }

                if (seen.Add(next.Uid))
                {
                    waiting.Push(next);
                }
            }
        }

        return false;
    }

    /// <summary>Whether a dependent holds up its owner.</summary>
    public static bool Blocks(ReplicaEntry dependent, string ownerUid)
    {
        foreach (var owner in dependent.OwnerReferences)
        {
            if (owner.Uid == ownerUid && owner.BlockOwnerDeletion)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The references of an object that no longer hold up any owner (<c>unblockOwnerReferences</c>).</summary>
    public static IEnumerable<EntryOwner> Unblocked(ReplicaEntry dependent) => dependent.OwnerReferences.Select(static owner => owner with { BlockOwnerDeletion = false });
}
