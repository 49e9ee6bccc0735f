using System.Text.Json;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary>A resource that counts in a score, and how much.</summary>
internal sealed record WeightedResource(string Name, long Weight)
{
    /// <summary>CPU and memory alike.</summary>
    public static WeightedResource[] Default { get; } = [new("cpu", 1), new("memory", 1)];

    /// <summary>Reads <c>resources</c>; without any they are CPU and memory.</summary>
    public static WeightedResource[] Read(JsonElement? args) =>
        args is { } given && given.TryGetProperty("resources", out var resources)
            ? [.. resources.EnumerateArray().Select(r => new WeightedResource(r.GetProperty("name").GetString()!, r.TryGetProperty("weight", out var w) ? Math.Max(1, w.GetInt64()) : 1))]
            : Default;

    /// <summary>
    /// What would be taken of the node with the pod on it, and what it has. False when it does not count: the node has none, or the pod does not ask for it
    /// though it is not one that every container uses.
    /// </summary>
    public bool TryRead(PodRequirements pod, SchedulingNode node, out long requested, out long allocatable)
    {
        switch (Name)
        {
            case "cpu":
                requested = node.ScoringRequested.MilliCpu + pod.ScoringRequests.MilliCpu;
                allocatable = node.Allocatable.MilliCpu;
                break;
            case "memory":
                requested = node.ScoringRequested.Memory + pod.ScoringRequests.Memory;
                allocatable = node.Allocatable.Memory;
                break;
            case "ephemeral-storage":
                requested = node.Requested.EphemeralStorage + pod.Requests.EphemeralStorage;
                allocatable = node.Allocatable.EphemeralStorage;
                break;
            default:
                var asked = pod.Requests.Of(Name);
                requested = node.Requested.Of(Name) + asked;
                allocatable = asked == 0 ? 0 : node.Allocatable.Of(Name);
                break;
        }

        return allocatable > 0;
    }
}
