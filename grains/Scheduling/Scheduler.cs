using System.Diagnostics.CodeAnalysis;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// Decides which node each waiting pod gets. Knows nothing of grains, replica and API: changes go in, decisions come out. A decision is assumed at once, so
/// that the next one counts with it; <see cref="Forget"/> takes it back when it could not be carried out. Not thread safe.
/// </summary>
internal sealed class Scheduler : IDisposable
{
    private readonly Dictionary<string, (Profile Profile, NodeSearch Search)> _profiles;
    private readonly Nominations _nominations;

    /// <summary>A scheduler of an empty cluster.</summary>
    /// <param name="profiles">Its profiles, by the names that pods ask for.</param>
    /// <param name="state">Where nodes and pods are counted.</param>
    /// <param name="time">The clock.</param>
    public Scheduler(IEnumerable<Profile> profiles, ClusterState state, TimeProvider time)
    {
        State = state;
        Queue = new SchedulingQueue(time);
        _nominations = new Nominations(state);
        _profiles = profiles.ToDictionary(p => p.Name, p => (p, new NodeSearch(p, state)), StringComparer.Ordinal);
    }

    /// <summary>Nodes, and the pods counted on them.</summary>
    public ClusterState State { get; }

    /// <summary>Pods without a node.</summary>
    public SchedulingQueue Queue { get; }

    /// <summary>What ends with it.</summary>
    public IReadOnlyCollection<IDisposable> Lifetime { get; init; } = [];

    /// <summary>Its profiles.</summary>
    public IEnumerable<Profile> Profiles => _profiles.Values.Select(p => p.Profile);

    /// <summary>The profile of a scheduler name, if it is one of ours.</summary>
    public bool TryGetProfile(string schedulerName, [NotNullWhen(true)] out Profile? profile)
    {
        var known = _profiles.TryGetValue(schedulerName, out var found);
        profile = known ? found.Profile : null;
        return known;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in Lifetime)
        {
            part.Dispose();
        }
    }

    /// <summary>A node came or changed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="set">Brings in what it is now.</param>
    /// <param name="kinds">What of it changed.</param>
    public void SetNode(string name, Action<SchedulingNode> set, ClusterEventKinds kinds = ClusterEventKinds.NodeChanged)
    {
        var added = !State.TryGetNode(name, out _);
        State.SetNode(name, set, added || kinds != ClusterEventKinds.None);
        State.TryGetNode(name, out var node);
        Queue.Wake(new ClusterEvent(added ? ClusterEventKinds.NodeAdded : kinds) { Node = node });
    }

    /// <summary>A node went.</summary>
    public void RemoveNode(string name)
    {
        State.RemoveNode(name);
        Queue.Wake(new ClusterEvent(ClusterEventKinds.NodeRemoved));
    }

    /// <summary>A pod without a node came, or changed.</summary>
    public void Enqueue(PodInfo pod, Profile profile)
    {
        if (State.TryGetPlacement(pod.Uid, out _))
        {
            // Bound a moment ago, and this is an older state of it.
            return;
        }

        if (Queue.TryGet(pod.Uid, out var known) && known.State != PendingState.Gated && known.Pod.CountsAs(pod) && known.Profile == profile)
        {
            known.Pod = pod;
            return;
        }

        var pending = new PendingPod(pod, profile);
        Queue.Add(pending);
        if ((known?.NominatedNode ?? pod.Object?.Status.NominatedNodeName) is { Length: > 0 } nominated)
        {
            Nominate(pending, nominated);
        }
    }

    /// <summary>A pod runs (or is about to) on a node.</summary>
    public void Place(PodInfo pod, string node)
    {
        Queue.Remove(pod.Uid);
        _nominations.Remove(pod.Uid);
        var counted = State.TryGetPlacement(pod.Uid, out var before);
        State.Place(pod, node);
        if (!counted || !before.Pod.CountsAs(pod))
        {
            Queue.Wake(new ClusterEvent(counted ? ClusterEventKinds.PodUpdated : ClusterEventKinds.PodPlaced) { Pod = pod, Before = before.Pod });
        }
    }

    /// <summary>A pod is gone, finished, or not ours.</summary>
    public void Remove(string uid)
    {
        Queue.Remove(uid);
        GiveUpNomination(uid);
        Free(uid);
    }

    /// <summary>Another object changed, which may help.</summary>
    public void Changed(in ClusterEvent change) => Queue.Wake(change);

    /// <summary>The next decision: a node, which is assumed, or the reason why there is none.</summary>
    public bool TryDecide([NotNullWhen(true)] out Decision? decision)
    {
        if (!Queue.TryTake(out var pod))
        {
            decision = null;
            return false;
        }

        var cycle = new SchedulingCycle(pod, State);
        _nominations.Lift(pod.Pod);
        var node = _profiles[pod.Profile.Name].Search.Find(cycle, pod.NominatedNode, out var outcome);
        decision = node is null ? Refuse(cycle, outcome!) : null;
        _nominations.Restore();
        decision ??= Assume(cycle, node!);
        if (decision.Nominated is not null)
        {
            Nominate(pod, decision.Nominated);
        }
        else if (decision.GivesUpNomination)
        {
            pod.NominatedNode = null;
            GiveUpNomination(pod.Uid);
        }

        return true;
    }

    /// <summary>A decision was refused or failed: the pod is tried again, after its backoff or when something changes that can help, unless it has gone.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="rejection">The plugin's rejection, when it was one that stopped it.</param>
    public void Forget(Decision decision, Rejection? rejection = null)
    {
        decision.Pod.MakingRoom = false;
        if (decision.Node is not null)
        {
            Unreserve(decision.Cycle, decision.Node);
            Free(decision.Pod.Uid);
        }

        if (rejection is null)
        {
            Queue.Retry(decision.Pod);
        }
        else
        {
            Reject(decision.Pod, Diagnosis.OfAll(State.NodeCount, rejection));
        }
    }

    private Decision Assume(SchedulingCycle cycle, SchedulingNode node)
    {
        var pending = cycle.Pending;
        var elsewhere = pending.NominatedNode is { } nominated && nominated != node.Name;
        _nominations.Remove(pending.Uid);
        pending.NominatedNode = null;
        State.Place(cycle.Pod with { Object = null }, node.Name);
        foreach (var plugin in pending.Profile.Reserve)
        {
            if (plugin.Reserve(cycle, node.Name) is { } rejection)
            {
                Unreserve(cycle, node.Name);
                State.Remove(pending.Uid);
                var diagnosis = Diagnosis.OfAll(State.NodeCount, rejection);
                Reject(pending, diagnosis);
                return new Decision(pending, cycle, null, diagnosis.Message);
            }
        }

        if (elsewhere)
        {
            // What was kept for it there is free.
            Queue.Wake(new ClusterEvent(ClusterEventKinds.PodRemoved));
        }

        return new Decision(pending, cycle, node.Name, "");
    }

    private Decision Refuse(SchedulingCycle cycle, FilterOutcome outcome)
    {
        var pending = cycle.Pending;
        PostFilterResult? made = null;
        var givesUp = false;
        var messages = new List<string>();
        foreach (var plugin in State.NodeCount == 0 ? [] : pending.Profile.PostFilters)
        {
            var result = plugin.PostFilter(cycle, outcome);
            if (result.Act is not null)
            {
                made = result;
                messages.Clear();
                break;
            }

            messages.Add(result.Message);
            givesUp |= result.GivesUpNomination;
        }

        pending.MakingRoom = made is not null;
        pending.PostFilter = made is null ? string.Join(", ", messages)
            : made.NominatedNode is null ? "room is being made"
            : $"room is being made on node {made.NominatedNode}";
        Reject(pending, outcome.Diagnosis);
        if (messages.Count > 0)
        {
            pending.Message += " " + pending.PostFilter;
        }

        return new Decision(pending, cycle, null, pending.Message)
        {
            MakeRoom = made is null ? null : cancellationToken => MakeRoomAsync(pending, made.Act!, cancellationToken),
            Nominated = made?.NominatedNode,
            GivesUpNomination = made is null && givesUp,
        };
    }

    private static async Task MakeRoomAsync(PendingPod pod, Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
        }
        finally
        {
            pod.MakingRoom = false;
        }
    }

    /// <summary>Reserves a node for a pod. Pods of lower priority that waited for the same node look for another.</summary>
    private void Nominate(PendingPod pod, string node)
    {
        foreach (var uid in _nominations.Below(pod.Pod.Priority, node).ToList())
        {
            _nominations.Remove(uid);
            if (Queue.TryGet(uid, out var other))
            {
                other.NominatedNode = null;
            }
        }

        pod.NominatedNode = node;
        _nominations.Set(pod.Pod, node);
    }

    private void Reject(PendingPod pod, Diagnosis diagnosis)
    {
        pod.Diagnosis = diagnosis;
        pod.RejectedBy = diagnosis.Plugins;
        pod.Message = diagnosis.Message;
        Queue.Park(pod);
    }

    private void GiveUpNomination(string uid)
    {
        if (_nominations.Remove(uid))
        {
            Queue.Wake(new ClusterEvent(ClusterEventKinds.PodRemoved));
        }
    }

    private void Free(string uid)
    {
        if (State.TryGetPlacement(uid, out var placement) && State.Remove(uid))
        {
            Queue.Wake(new ClusterEvent(ClusterEventKinds.PodRemoved) { Pod = placement.Pod, Node = placement.Node });
        }
    }

    private static void Unreserve(SchedulingCycle cycle, string node)
    {
        for (var i = cycle.Pending.Profile.Reserve.Length - 1; i >= 0; i--)
        {
            cycle.Pending.Profile.Reserve[i].Unreserve(cycle, node);
        }
    }
}
