using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// Pods for which room is being made on a node. Each is counted there already, as a stand-in, so that others do not take what gets free; for itself, and for pods of higher
/// priority, the stand-in is lifted while they are decided on.
/// </summary>
internal sealed class Nominations(ClusterState state)
{
    private readonly Dictionary<string, (PodInfo StandIn, string Node)> _byUid = new(StringComparer.Ordinal);
    private readonly List<(PodInfo StandIn, string Node)> _lifted = [];

    /// <summary>Reserves a node for a pod; what was reserved for it elsewhere is given up.</summary>
    public void Set(PodInfo pod, string node)
    {
        Remove(pod.Uid);
        var standIn = pod with { Uid = "nominated/" + pod.Uid, Object = null, Traits = pod.Traits.AsNominated };
        _byUid.Add(pod.Uid, (standIn, node));
        state.Place(standIn, node);
    }

    /// <summary>Gives up what was reserved for a pod; false when nothing was.</summary>
    public bool Remove(string uid) => _byUid.Remove(uid, out var nomination) && state.Remove(nomination.StandIn.Uid);

    /// <summary>The pods of lower priority for which the node is reserved.</summary>
    public IEnumerable<string> Below(int priority, string node) =>
        _byUid.Where(n => n.Value.Node == node && n.Value.StandIn.Priority < priority).Select(n => n.Key);

    /// <summary>Takes away the stand-ins that do not count for a pod, until <see cref="Restore"/>.</summary>
    public void Lift(PodInfo pod)
    {
        if (_byUid.Count == 0)
        {
            return;
        }

        foreach (var (uid, nomination) in _byUid)
        {
            if (uid == pod.Uid || nomination.StandIn.Priority < pod.Priority)
            {
                state.Remove(nomination.StandIn.Uid);
                _lifted.Add(nomination);
            }
        }
    }

    /// <summary>Puts them back.</summary>
    public void Restore()
    {
        foreach (var (standIn, node) in _lifted)
        {
            state.Place(standIn, node);
        }

        _lifted.Clear();
    }
}
