using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Reads what the scheduler needs to know of a node.</summary>
internal static class NodeReader
{
    /// <summary>Copies it into the scheduler's picture.</summary>
    public static void Read(Node node, SchedulingNode into)
    {
        into.Labels = node.Metadata.Labels ?? [];
        into.Unschedulable = node.Spec.Unschedulable == true;
        into.Taints = [.. (node.Spec.Taints ?? []).Select(t => new Model.Taint(t.Key, t.Value ?? "", t.Effect))];
        into.Allocatable = PodResources.Read(node.Status.Allocatable);
        into.AllowedPods = node.Status.Allocatable?.TryGetValue("pods", out var pods) == true ? pods.Value() : 0;
    }

    /// <summary>Whether a change of the node can matter: heartbeats and conditions do not.</summary>
    public static bool Matters(Node before, Node after) =>
        before.Spec.Unschedulable != after.Spec.Unschedulable
        || !Equal(before.Metadata.Labels, after.Metadata.Labels)
        || !Equal(before.Status.Allocatable, after.Status.Allocatable)
        || !(before.Spec.Taints ?? []).Select(Identity).SequenceEqual((after.Spec.Taints ?? []).Select(Identity));

    private static (string Key, string? Value, string Effect) Identity(Api.Models.Core.V1.Taint taint) => (taint.Key, taint.Value, taint.Effect);

    private static bool Equal<T>(Dictionary<string, T>? a, Dictionary<string, T>? b)
        where T : IEquatable<T>
    {
        if ((a?.Count ?? 0) != (b?.Count ?? 0))
        {
            return false;
        }

        foreach (var (key, value) in a ?? [])
        {
            if (!b!.TryGetValue(key, out var other) || !value.Equals(other))
            {
                return false;
            }
        }

        return true;
    }
}
