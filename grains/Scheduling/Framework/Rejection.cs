namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>
/// Why a plugin turns a pod away, from one node or from all. Make one for each reason and keep it: a full cluster is turned away from thousands of nodes at a time.
/// </summary>
/// <param name="plugin">The plugin's name.</param>
/// <param name="reasons">In the words of the pod's status: <c>Insufficient cpu</c>, <c>node(s) were unschedulable</c>.</param>
internal sealed class Rejection(string plugin, params string[] reasons)
{
    /// <summary>The plugin's name.</summary>
    public string Plugin { get; } = plugin;

    /// <summary>The reasons; several when the pod lacks several things.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;

    /// <summary>Whether the pod might fit if other pods went (Unschedulable); otherwise preemption does not even try (UnschedulableAndUnresolvable).</summary>
    public bool Resolvable { get; init; } = true;
}
