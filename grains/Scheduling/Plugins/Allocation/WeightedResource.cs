using System.Text.Json;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary>A resource that counts in a score, and how much.</summary>
internal sealed record WeightedResource(string Name, long Weight)
{
    /// <summary>CPU and memory alike.</summary>
    public static WeightedResource[] Default { get; } = [new("cpu", 1), new("memory", 1)];

    /// <summary>Which it is.</summary>
    public ResourceKind Kind { get; } = Name switch
    {
        "cpu" => ResourceKind.Cpu,
        "memory" => ResourceKind.Memory,
        "ephemeral-storage" => ResourceKind.EphemeralStorage,
        _ => ResourceKind.Extended,
    };

    /// <summary>How much of it there is.</summary>
    public long Of(in Model.Resources amounts) => Kind switch
    {
        ResourceKind.Cpu => amounts.MilliCpu,
        ResourceKind.Memory => amounts.Memory,
        ResourceKind.EphemeralStorage => amounts.EphemeralStorage,
        _ => amounts.Of(Name),
    };

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
        switch (Kind)
        {
            case ResourceKind.Cpu:
                requested = node.ScoringRequested.MilliCpu + pod.ScoringRequests.MilliCpu;
                allocatable = node.Allocatable.MilliCpu;
                break;
            case ResourceKind.Memory:
                requested = node.ScoringRequested.Memory + pod.ScoringRequests.Memory;
                allocatable = node.Allocatable.Memory;
                break;
            case ResourceKind.EphemeralStorage:
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

/// <summary>A resource that is known by more than its name.</summary>
internal enum ResourceKind
{
    /// <summary>CPU.</summary>
    Cpu,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Ephemeral storage.</summary>
    EphemeralStorage,

    /// <summary>Any other.</summary>
    Extended,
}
