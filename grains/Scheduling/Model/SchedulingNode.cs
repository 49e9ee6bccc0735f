namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A node as the scheduler sees it: its labels, taints and capacity, and what its pods, bound or assumed, take of it. Changed on the scheduler's turns alone.</summary>
internal sealed class SchedulingNode(string name, int index)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its place in <see cref="ClusterState.Nodes"/>; stays for as long as the node exists or has pods, and is another's afterwards.</summary>
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

    /// <summary>Its pods, bound or assumed.</summary>
    public IReadOnlyList<PodInfo> Pods => _pods;

    /// <summary>Images that it has, with their size in bytes.</summary>
    public IReadOnlyDictionary<string, long> Images { get; set; } = NoImages;

    /// <summary>Raised when anything but its pods changes, and when another node takes its place.</summary>
    public int Version { get; set; }

    /// <summary>Ports that its pods take.</summary>
    public List<HostPort> UsedPorts { get; } = [];

    private static readonly Dictionary<string, string> EmptyLabels = [];
    private static readonly Dictionary<string, long> NoImages = [];
    private readonly List<PodInfo> _pods = [];

    /// <summary>Counts a pod in.</summary>
    public void Add(PodInfo pod)
    {
        _pods.Add(pod);
        var requirements = pod.Requirements;
        Requested = Requested.Plus(requirements.Requests);
        ScoringRequested = ScoringRequested.Plus(requirements.ScoringRequests);
        UsedPorts.AddRange(requirements.HostPorts);
    }

    /// <summary>Counts a pod out.</summary>
    public void Remove(PodInfo pod)
    {
        var place = IndexOf(pod.Uid);
        _pods[place] = _pods[^1];
        _pods.RemoveAt(_pods.Count - 1);
        var requirements = pod.Requirements;
        Requested = Requested.Minus(requirements.Requests);
        ScoringRequested = ScoringRequested.Minus(requirements.ScoringRequests);
        foreach (var port in requirements.HostPorts)
        {
            UsedPorts.Remove(port);
        }
    }

    /// <summary>Puts what is known of a pod now in the place of what was; it counts the same.</summary>
    public void Replace(PodInfo pod) => _pods[IndexOf(pod.Uid)] = pod;

    /// <summary>A copy on which pods can be supposed to come and go.</summary>
    public SchedulingNode Copy()
    {
        var copy = new SchedulingNode(Name, Index)
        {
            Exists = Exists,
            Labels = Labels,
            Taints = Taints,
            Unschedulable = Unschedulable,
            Allocatable = Allocatable,
            AllowedPods = AllowedPods,
            Images = Images,
            Version = Version,
            Requested = Requested,
            ScoringRequested = ScoringRequested,
        };
        copy._pods.AddRange(_pods);
        copy.UsedPorts.AddRange(UsedPorts);
        return copy;
    }

    private int IndexOf(string uid)
    {
        for (var i = 0; i < _pods.Count; i++)
        {
            if (_pods[i].Uid == uid)
            {
                return i;
            }
        }

        throw new ArgumentException($"pod {uid} is not on node {Name}", nameof(uid));
    }
}
