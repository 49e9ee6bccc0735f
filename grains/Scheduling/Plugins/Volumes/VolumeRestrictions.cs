using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>A claim of mode ReadWriteOncePod is one pod's at a time; and some kinds of disks cannot be mounted by two pods of one node.</summary>
internal sealed class VolumeRestrictions(PluginContext context, ClaimUsers users) : IFilterPlugin, IQueueingHints
{
    /// <inheritdoc/>
    public string Name => "VolumeRestrictions";

    /// <inheritdoc/>
    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.PodRemoved | ClusterEventKinds.NodeAdded),
        new(ClusterEventKinds.ObjectAdded) { Resource = VolumeResources.Claims },
    ];

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        if (cycle.Pod.Object is not { Spec.Volumes: { } volumes } pod)
        {
            return PreFilterResult.Skip;
        }

        var disks = volumes.FindAll(ExclusiveDisk.Is);
        var holders = Holders(cycle, pod);
        return disks.Count == 0 && holders.Count == 0 ? PreFilterResult.Skip : PreFilterResult.Ask(new RestrictionFilter(disks, holders, context.Replica));
    }

    /// <summary>The pods with a node, bound or decided on, that have a claim which this pod needs for itself alone.</summary>
    private HashSet<string> Holders(SchedulingCycle cycle, Pod pod)
    {
        var holders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (PodClaims.Of(pod, volume) is not { } name
                || context.Replica.Get(VolumeResources.Claims.Key(pod.Metadata.Namespace, name))?.As<PersistentVolumeClaim>().Spec.AccessModes?.Contains("ReadWriteOncePod") != true)
            {
                continue;
            }

            foreach (var user in users.Of(pod.Metadata.Namespace, name))
            {
                if (context.Replica.Get(user) is { } entry && entry.Uid != cycle.Pod.Uid && cycle.Cluster.TryGetPlacement(entry.Uid, out _))
                {
                    holders.Add(entry.Uid);
                }
            }
        }

        return holders;
    }
}
