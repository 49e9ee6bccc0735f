using System.Runtime.InteropServices;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Images;

/// <summary>
/// Prefers nodes that have the pod's images already. Each counts by its size and by how many of the nodes have it, so that one node that has it does not draw all pods.
/// </summary>
internal sealed class ImageLocality : IScorePlugin
{
    private const long Smallest = 23L << 20;
    private const long LargestPerContainer = 1000L << 20;
    private readonly NodesByImage _images;

    /// <summary>Counts the images of the cluster's nodes.</summary>
    public ImageLocality(PluginContext context) => context.Cluster.Observers.Add(_images = new NodesByImage());

    public string Name => "ImageLocality";

    public IPodScorer? PreScore(SchedulingCycle cycle)
    {
        var pod = cycle.Pod.Requirements;
        foreach (var image in pod.Images)
        {
            if (_images.Count(image) > 0)
            {
                return new Scorer(pod, _images, cycle.Cluster);
            }
        }

        return null;
    }

    private sealed class Scorer(PodRequirements pod, NodesByImage images, ClusterState cluster) : IPodScorer
    {
        public void Score(ReadOnlySpan<int> nodes, Span<long> scores)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                scores[i] = Score(cluster.Nodes[nodes[i]]);
            }
        }

        private long Score(SchedulingNode node)
        {
            long sum = 0;
            foreach (var image in pod.Images)
            {
                sum += node.Images.TryGetValue(image, out var size) ? (long)(size * ((double)images.Count(image) / cluster.NodeCount)) : 0;
            }

            var largest = LargestPerContainer * pod.Containers;
            return INodeScorePlugin.Best * (Math.Clamp(sum, Smallest, largest) - Smallest) / (largest - Smallest);
        }
    }

    /// <summary>How many nodes have each image.</summary>
    private sealed class NodesByImage : IClusterObserver
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
        private readonly Dictionary<string, IReadOnlyDictionary<string, long>> _known = new(StringComparer.Ordinal);

        public int Count(string image) => _counts.GetValueOrDefault(image);

        public void Placed(PodInfo pod, SchedulingNode node)
        {
        }

        public void Removed(PodInfo pod, SchedulingNode node)
        {
        }

        public void Changed(SchedulingNode node)
        {
            if (_known.Remove(node.Name, out var before))
            {
                foreach (var image in before.Keys)
                {
                    if (--CollectionsMarshal.GetValueRefOrAddDefault(_counts, image, out _) == 0)
                    {
                        _counts.Remove(image);
                    }
                }
            }

            if (node.Exists && node.Images.Count > 0)
            {
                _known.Add(node.Name, node.Images);
                foreach (var image in node.Images.Keys)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_counts, image, out _)++;
                }
            }
        }
    }
}
