using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Queue;

/// <summary>Pods that wait for an event that can help, by the hints of the plugins that turned them away.</summary>
internal sealed class ParkedPods
{
    private readonly HashSet<PendingPod> _pods = new(ReferenceEqualityComparer.Instance);
    private ClusterEventKinds _awaited;

    /// <summary>How many there are.</summary>
    public int Count => _pods.Count;

    /// <summary>Adds one.</summary>
    public void Add(PendingPod pod)
    {
        _pods.Add(pod);
        _awaited |= pod.Profile.Hints.Awaited(pod.RejectedBy);
    }

    /// <summary>Takes one out, if it is here.</summary>
    public void Remove(PendingPod pod)
    {
        if (_pods.Remove(pod) && _pods.Count == 0)
        {
            _awaited = ClusterEventKinds.None;
        }
    }

    /// <summary>Takes out those that a change can help.</summary>
    public IReadOnlyList<PendingPod> TakeHelped(in ClusterEvent change)
    {
        if ((_awaited & change.Kind) == ClusterEventKinds.None)
        {
            return [];
        }

        List<PendingPod>? helped = null;
        foreach (var pod in _pods)
        {
            if (pod.Profile.Hints.Helps(pod.Pod, pod.RejectedBy, change))
            {
                (helped ??= []).Add(pod);
            }
        }

        foreach (var pod in helped ?? [])
        {
            Remove(pod);
        }

        return helped ?? [];
    }
}
