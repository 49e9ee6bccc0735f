using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>A change that may help pods that no node could take.</summary>
/// <param name="Kind">What happened: one kind, or several at once for a node that was updated.</param>
internal readonly record struct ClusterEvent(ClusterEventKinds Kind)
{
    /// <summary>The node that came or changed, as it is now.</summary>
    public SchedulingNode? Node { get; init; }

    /// <summary>The pod that was placed, changed, or went.</summary>
    public PodInfo? Pod { get; init; }

    /// <summary>The pod as it was before it changed.</summary>
    public PodInfo? Before { get; init; }

    /// <summary>The change of any other object.</summary>
    public ReplicaChange? Change { get; init; }

    /// <summary>What metrics call it: <c>NodeAdd</c>, <c>AssignedPodDelete</c>, <c>PersistentVolumeClaimUpdate</c>.</summary>
    public string Label => Kind switch
    {
        ClusterEventKinds.NodeAdded => "NodeAdd",
        ClusterEventKinds.NodeRemoved => "NodeDelete",
        ClusterEventKinds.PodPlaced => "AssignedPodAdd",
        ClusterEventKinds.PodUpdated => "AssignedPodUpdate",
        ClusterEventKinds.PodRemoved => "AssignedPodDelete",
        ClusterEventKinds.ObjectAdded => ObjectKind + "Add",
        ClusterEventKinds.ObjectUpdated => ObjectKind + "Update",
        ClusterEventKinds.ObjectDeleted => ObjectKind + "Delete",
        _ => "NodeUpdate",
    };

    private string ObjectKind => Change?.Entry.Key.Resource ?? "";
}

/// <summary>What kinds of changes there are.</summary>
[Flags]
internal enum ClusterEventKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A node came.</summary>
    NodeAdded = 1,

    /// <summary>What a node has to give changed.</summary>
    NodeAllocatable = 2,

    /// <summary>A node's labels changed.</summary>
    NodeLabels = 4,

    /// <summary>A node's taints changed, or whether it is cordoned.</summary>
    NodeTaints = 8,

    /// <summary>A node went.</summary>
    NodeRemoved = 16,

    /// <summary>Anything that makes a node more.</summary>
    NodeChanged = NodeAdded | NodeAllocatable | NodeLabels | NodeTaints,

    /// <summary>A pod got its node.</summary>
    PodPlaced = 32,

    /// <summary>A pod with a node went, finished, or turned out not to be bound after all.</summary>
    PodRemoved = 64,

    /// <summary>A pod with a node changed: its labels, its requests, or that it terminates now.</summary>
    PodUpdated = 128,

    /// <summary>Another object came.</summary>
    ObjectAdded = 256,

    /// <summary>Another object changed.</summary>
    ObjectUpdated = 512,

    /// <summary>Another object went.</summary>
    ObjectDeleted = 1024,

    /// <summary>Another object came or changed.</summary>
    ObjectChanged = ObjectAdded | ObjectUpdated,

    /// <summary>Everything.</summary>
    All = 2047,
}
