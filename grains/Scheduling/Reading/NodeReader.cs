using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Images;

namespace Orchestrator.Grains.Scheduling.Reading;

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
        into.Images = Images(node);
    }

    /// <summary>What of the node changed, of all that can matter; heartbeats and conditions do not. Images are allocatable in a way: they only ever make a node better.</summary>
    public static ClusterEventKinds Changes(Node before, Node after) =>
        (Equal(before.Metadata.Labels, after.Metadata.Labels) ? ClusterEventKinds.None : ClusterEventKinds.NodeLabels)
        | (Equal(before.Status.Allocatable, after.Status.Allocatable) ? ClusterEventKinds.None : ClusterEventKinds.NodeAllocatable)
        | (SameTaints(before, after) ? ClusterEventKinds.None : ClusterEventKinds.NodeTaints);

    /// <summary>Whether the images of the node changed.</summary>
    public static bool ImagesChanged(Node before, Node after)
    {
        var (old, now) = (before.Status.Images, after.Status.Images);
        if ((old?.Count ?? 0) != (now?.Count ?? 0))
        {
            return true;
        }

        for (var i = 0; i < (now?.Count ?? 0); i++)
        {
            if (old![i].SizeBytes != now![i].SizeBytes || !old[i].Names.SequenceEqual(now[i].Names))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, long> Images(Node node)
    {
        var images = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var image in node.Status.Images ?? [])
        {
            foreach (var name in image.Names)
            {
                images[ImageNames.Normalize(name)] = image.SizeBytes ?? 0;
            }
        }

        return images;
    }

    private static bool SameTaints(Node before, Node after) =>
        before.Spec.Unschedulable == after.Spec.Unschedulable
        && (before.Spec.Taints ?? []).Select(Identity).SequenceEqual((after.Spec.Taints ?? []).Select(Identity));

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
