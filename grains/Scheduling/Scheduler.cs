using System.Diagnostics.CodeAnalysis;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Scheduling;

/// <summary>
/// Decides which node each waiting pod gets. Knows nothing of grains, replica and API: changes go in, decisions come out. A decision is assumed at once, so
/// that the next one counts with it; <see cref="Forget"/> takes it back when it could not be carried out. Not thread safe.
/// </summary>
internal sealed class Scheduler(Profile profile, TimeProvider time)
{
    private const int MaxRankings = 256;
    private readonly Dictionary<string, NodeRanking> _rankings = new(StringComparer.Ordinal);
    private bool _helped;

    /// <summary>Nodes, and the pods counted on them.</summary>
    public ClusterState State { get; } = new();

    /// <summary>Pods without a node.</summary>
    public SchedulingQueue Queue { get; } = new(time);

    /// <summary>A node came or changed.</summary>
    public void SetNode(string name, Action<SchedulingNode> set)
    {
        State.SetNode(name, set);
        _helped = true;
    }

    /// <summary>A node went.</summary>
    public void RemoveNode(string name) => State.RemoveNode(name);

    /// <summary>A pod without a node came, or changed in what matters here.</summary>
    public void Enqueue(PendingPod pod)
    {
        // Bound a moment ago, and this is an older state of it.
        if (!State.TryGetPlacement(pod.Uid, out _) && !(Queue.TryGet(pod.Uid, out var known) && Same(known, pod)))
        {
            Queue.Add(pod);
        }
    }

    /// <summary>A pod runs (or is about to) on a node.</summary>
    public void Place(string uid, string node, PodRequirements requirements)
    {
        Queue.Remove(uid);
        State.Place(uid, node, requirements);
    }

    /// <summary>A pod is gone, finished, or not ours.</summary>
    public void Remove(string uid)
    {
        Queue.Remove(uid);
        _helped |= State.Remove(uid);
    }

    /// <summary>The next decision: a node, which is assumed, or the reason why there is none.</summary>
    public bool TryDecide([NotNullWhen(true)] out Decision? decision)
    {
        if (_helped)
        {
            _helped = false;
            Queue.Wake();
        }

        if (!Queue.TryTake(out var pod))
        {
            decision = null;
            return false;
        }

        var ranking = Ranking(pod.Requirements);
        var node = ranking.Best();
        if (node is null)
        {
            Queue.Park(pod);
            decision = new Decision(pod, null, ranking.Explain());
            return true;
        }

        State.Place(pod.Uid, node.Name, pod.Requirements);
        decision = new Decision(pod, node.Name, "");
        return true;
    }

    /// <summary>A decision was refused or failed: the pod is tried again after its backoff, unless it has gone.</summary>
    public void Forget(PendingPod pod)
    {
        _helped |= State.Remove(pod.Uid);
        Queue.Retry(pod);
    }

    private static bool Same(PendingPod a, PendingPod b) =>
        a.Priority == b.Priority && a.Requirements.Signature == b.Requirements.Signature;

    private NodeRanking Ranking(PodRequirements requirements)
    {
        if (!_rankings.TryGetValue(requirements.Signature, out var ranking))
        {
            if (_rankings.Count == MaxRankings)
            {
                _rankings.Clear();
            }

            ranking = new NodeRanking(profile, State, requirements);
            _rankings.Add(requirements.Signature, ranking);
        }

        return ranking;
    }
}

/// <summary>What was decided for a pod.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Node">Its node; null when no node can take it.</param>
/// <param name="Reason">Why not.</param>
internal sealed record Decision(PendingPod Pod, string? Node, string Reason);
