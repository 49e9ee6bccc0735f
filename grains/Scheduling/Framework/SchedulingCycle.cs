using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>One attempt to place one pod, from the first filter to the binding. What a plugin finds out at one extension point and needs at a later one it leaves here.</summary>
internal sealed class SchedulingCycle(PendingPod pending, ClusterState cluster)
{
    private Dictionary<Type, object>? _state;

    /// <summary>When it began (<see cref="System.Diagnostics.Stopwatch"/>).</summary>
    public long Started { get; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>The pod in the queue.</summary>
    public PendingPod Pending { get; } = pending;

    /// <summary>The pod.</summary>
    public PodInfo Pod => Pending.Pod;

    /// <summary>Nodes and the pods on them. To be read on the scheduler's turns alone: not in <see cref="IPreBindPlugin"/> and what comes after an await there.</summary>
    public ClusterState Cluster { get; } = cluster;

    /// <summary>Leaves something for later; one of each type.</summary>
    public void Set<T>(T value)
        where T : class => (_state ??= [])[typeof(T)] = value;

    /// <summary>What was left, or null.</summary>
    public T? Get<T>()
        where T : class => _state is not null && _state.TryGetValue(typeof(T), out var value) ? (T)value : null;
}
