using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Nodes;

/// <summary>
/// Resources that somebody else than the node's agent advertises, by writing them into the node's capacity: pods may use what is there, as a kubelet says with its next report.
/// See "Advertise Extended Resources for a Node" in the documentation of Kubernetes.
/// </summary>
internal static class ExtendedResources
{
    /// <summary>Brings what is allocatable in line with the capacity. What was set apart from the capacity stays as its writer sent it.</summary>
    public static void Settle(NodeStatus status, NodeStatus? old)
    {
        foreach (var (name, amount) in status.Capacity ?? [])
        {
            if (IsExtended(name) && FollowsCapacity(name, status, old))
            {
                (status.Allocatable ??= [])[name] = amount;
            }
        }

        foreach (var name in old?.Capacity?.Keys ?? Enumerable.Empty<string>())
        {
            if (IsExtended(name) && status.Capacity?.ContainsKey(name) != true)
            {
                status.Allocatable?.Remove(name); // taken back
            }
        }
    }

    private static bool IsExtended(string name) => name.Contains('/', StringComparison.Ordinal) && !name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool FollowsCapacity(string name, NodeStatus status, NodeStatus? old) =>
        status.Allocatable?.TryGetValue(name, out var allocatable) != true
        || (old?.Capacity?.TryGetValue(name, out Quantity before) == true && allocatable.Equals(before));
}
