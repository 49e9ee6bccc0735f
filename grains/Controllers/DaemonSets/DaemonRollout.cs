using System.Runtime.InteropServices;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>A daemon set, the nodes, and its pods on them at one moment.</summary>
internal sealed class DaemonRollout
{
    private static readonly List<Pod> None = [];
    private readonly Dictionary<string, List<Pod>> _pods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public DaemonRollout(DaemonSet set, string hash, SchedulingNode[] nodes, IEnumerable<Pod> pods, DateTime now)
    {
        (Set, Hash, Fit, Nodes, Now) = (set, hash, DaemonFit.Of(set), nodes, now);
        foreach (var pod in pods)
        {
            _names.Add(pod.Metadata.Name!);

            // Ended and on its way out: its place is free already.
            if (DaemonPods.NodeOf(pod) is { } node && !(PodState.IsFinished(pod) && pod.Metadata.DeletionTimestamp is not null))
            {
                ref var ofNode = ref CollectionsMarshal.GetValueRefOrAddDefault(_pods, node, out _);
                (ofNode ??= []).Add(pod);
            }
        }

        foreach (var ofNode in _pods.Values)
        {
            ofNode.Sort(OldestFirst);
        }
    }

    public DaemonSet Set { get; }

    /// <summary>The hash of the present template.</summary>
    public string Hash { get; }

    public DaemonFit Fit { get; }

    public SchedulingNode[] Nodes { get; }

    public DateTime Now { get; }

    public int MinReadySeconds => Set.Spec.MinReadySeconds ?? 0;

    /// <summary>Names of all nodes that have pods of it, whether the nodes are there or not.</summary>
    public IReadOnlyCollection<string> NodesWithPods => _pods.Keys;

    /// <summary>Its pods on a node, or made for it, the oldest first.</summary>
    public List<Pod> PodsOf(string node) => _pods.GetValueOrDefault(node, None);

    /// <summary>Whether a pod of it had that name at this moment.</summary>
    public bool HasName(string name) => _names.Contains(name);

    /// <summary>Whether a pod is of the present template.</summary>
    public bool IsUpdated(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(DaemonPods.HashLabel) == Hash;

    /// <summary>Whether a pod has been ready for minReadySeconds.</summary>
    public bool IsAvailable(Pod pod) => PodState.AvailableAt(pod, MinReadySeconds) <= Now;

    /// <summary>Pods with a node first, then by age (<c>podByCreationTimestampAndPhase</c>).</summary>
    private static int OldestFirst(Pod a, Pod b)
    {
        var order = string.IsNullOrEmpty(a.Spec.NodeName).CompareTo(string.IsNullOrEmpty(b.Spec.NodeName));
        order = order != 0 ? order : Nullable.Compare(a.Metadata.CreationTimestamp, b.Metadata.CreationTimestamp);
        return order != 0 ? order : string.CompareOrdinal(a.Metadata.Name, b.Metadata.Name);
    }
}
