namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A node as the scheduler sees it: its labels, taints and capacity, and what its pods, bound or assumed, take of it. Changed on the scheduler's turns alone.</summary>
internal sealed class SchedulingNode(string name, int index)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its place in <see cref="ClusterState.Nodes"/>; stays for as long as the node does.</summary>
    public int Index { get; } = index;

    /// <summary>Whether the node object exists. A node that is gone may still have pods.</summary>
    public bool Exists { get; set; }

    /// <summary><c>metadata.labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; set; } = EmptyLabels;

    /// <summary><c>spec.taints</c>.</summary>
    public Taint[] Taints { get; set; } = [];

    /// <summary><c>spec.unschedulable</c>.</summary>
    public bool Unschedulable { get; set; }

    /// <summary><c>status.allocatable</c>.</summary>
    public Resources Allocatable { get; set; }

    /// <summary>How many pods it may have.</summary>
    public long AllowedPods { get; set; }

    /// <summary>Sum of its pods' requests.</summary>
    public Resources Requested { get; private set; }

    /// <summary>Sum of its pods' requests for scoring.</summary>
    public Resources ScoringRequested { get; private set; }

    /// <summary>How many pods it has.</summary>
    public int Pods { get; private set; }

    /// <summary>Ports that its pods take.</summary>
    public List<HostPort> UsedPorts { get; } = [];

    private static readonly Dictionary<string, string> EmptyLabels = [];

    /// <summary>Counts a pod in.</summary>
    public void Add(PodRequirements pod)
    {
        Pods++;
        Requested = Requested.Plus(pod.Requests);
        ScoringRequested = ScoringRequested.Plus(pod.ScoringRequests);
        UsedPorts.AddRange(pod.HostPorts);
    }

    /// <summary>Counts a pod out.</summary>
    public void Remove(PodRequirements pod)
    {
        Pods--;
        Requested = Requested.Minus(pod.Requests);
        ScoringRequested = ScoringRequested.Minus(pod.ScoringRequests);
        foreach (var port in pod.HostPorts)
        {
            UsedPorts.Remove(port);
        }
    }
}
