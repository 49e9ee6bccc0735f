using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.PodGarbage;

/// <summary>The pods that have ended and are still there. It is told of each change of a pod.</summary>
internal sealed class TerminatedPods
{
    private readonly Lock _lock = new();
    private readonly HashSet<ObjectKey> _keys = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count;
            }
        }
    }

    /// <summary>Takes a change of a pod into account.</summary>
    public void Note(ReplicaChange change)
    {
        var ended = change.Type != ChangeType.Deleted && PodState.IsFinished(change.Entry.As<Pod>());
        lock (_lock)
        {
            if (ended)
            {
                _keys.Add(change.Entry.Key);
            }
            else
            {
                _keys.Remove(change.Entry.Key);
            }
        }
    }

    /// <summary>Those beyond a number: evicted ones first, and then the oldest. The number 0 keeps all.</summary>
    public List<ReplicaEntry> Beyond(int number, IReplica replica)
    {
        List<ObjectKey> keys;
        lock (_lock)
        {
            keys = [.. _keys];
        }

        var pods = keys.Select(replica.Get).OfType<ReplicaEntry>().Where(static entry => PodState.IsFinished(entry.As<Pod>())).ToList();
        return number == 0 || pods.Count <= number
            ? []
            : [.. pods.OrderByDescending(static pod => IsEvicted(pod.As<Pod>())).ThenBy(static pod => pod.Metadata.CreationTimestamp).ThenBy(static pod => pod.Key.Name, StringComparer.Ordinal).Take(pods.Count - number)];
    }

    private static bool IsEvicted(Pod pod) => pod.Status is { Phase: "Failed", Reason: "Evicted" };
}
