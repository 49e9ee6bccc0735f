using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>Keeps pods in the zone and region that the labels of their volumes name. Newer volumes say it by node affinity, which <see cref="VolumeBinding"/> looks at.</summary>
internal sealed class VolumeZone(PluginContext context) : IFilterPlugin, IQueueingHints
{
    private const string Zone = "topology.kubernetes.io/zone";
    private const string Region = "topology.kubernetes.io/region";
    private const string OlderZone = "failure-domain.beta.kubernetes.io/zone";
    private const string OlderRegion = "failure-domain.beta.kubernetes.io/region";
    private static readonly string[] Labels = [OlderZone, OlderRegion, Zone, Region];
    private static readonly Rejection Elsewhere = new("VolumeZone", "node(s) had no available volume zone") { Resolvable = false };

    /// <inheritdoc/>
    public string Name => "VolumeZone";

    /// <inheritdoc/>
    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeLabels),
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.Claims },
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.Volumes },
        new(ClusterEventKinds.ObjectAdded) { Resource = VolumeResources.Classes },
    ];

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        if (cycle.Pod.Object is not { } pod || !PodClaims.Any(pod))
        {
            return PreFilterResult.Skip;
        }

        var places = new List<(string Label, string[] Values)>();
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            // A claim without a volume is VolumeBinding's to judge.
            if (PodClaims.Of(pod, volume) is { } name
                && context.Replica.Get(VolumeResources.Claims.Key(pod.Metadata.Namespace, name))?.As<PersistentVolumeClaim>().Spec.VolumeName is { Length: > 0 } bound
                && context.Replica.Get(VolumeResources.Volumes.Key(null, bound)) is { } entry)
            {
                foreach (var label in Labels)
                {
                    if (entry.Labels.TryGetValue(label, out var values))
                    {
                        places.Add((label, values.Split("__")));
                    }
                }
            }
        }

        return places.Count == 0 ? PreFilterResult.Skip : PreFilterResult.Ask(new Filter([.. places]));
    }

    private sealed class Filter((string Label, string[] Values)[] places) : IPodFilter
    {
        Rejection? IPodFilter.Filter(SchedulingNode node)
        {
            // A node that says of no place where it is, is taken to be anywhere.
            if (!Array.Exists(Labels, node.Labels.ContainsKey))
            {
                return null;
            }

            foreach (var (label, values) in places)
            {
                if (PlaceOf(node, label) is not { } place || Array.IndexOf(values, place) < 0)
                {
                    return Elsewhere;
                }
            }

            return null;
        }

        // Volumes may still have the older labels where nodes have the newer ones.
        private static string? PlaceOf(SchedulingNode node, string label) => node.Labels.GetValueOrDefault(label) ?? label switch
        {
            OlderZone => node.Labels.GetValueOrDefault(Zone),
            OlderRegion => node.Labels.GetValueOrDefault(Region),
            _ => null,
        };
    }
}
