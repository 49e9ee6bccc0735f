using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>
/// Keeps to how many volumes of each driver a node can have (<c>CSINode.spec.drivers[].allocatable.count</c>). A volume that several pods of a node use counts once.
/// Pods without volumes of drivers cost nothing, and nodes without a limit next to nothing.
/// </summary>
internal sealed class NodeVolumeLimits(PluginContext context) : IFilterPlugin, IQueueingHints
{
    private static readonly Rejection Full = new("NodeVolumeLimits", "node(s) exceed max volume count");

    /// <inheritdoc/>
    public string Name => "NodeVolumeLimits";

    /// <inheritdoc/>
    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.PodRemoved),
        new(ClusterEventKinds.ObjectChanged) { Resource = VolumeResources.NodeDrivers },
        new(ClusterEventKinds.ObjectAdded) { Resource = VolumeResources.Claims },
        new(ClusterEventKinds.ObjectDeleted) { Resource = VolumeResources.Attachments },
    ];

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        if (cycle.Pod.Object is not { } pod || !PodClaims.Any(pod))
        {
            return PreFilterResult.Skip;
        }

        var volumes = new HashSet<DriverVolume>();
        Add(pod, volumes, context.Replica);
        return volumes.Count == 0 ? PreFilterResult.Skip : PreFilterResult.Ask(new Filter(volumes, context.Replica));
    }

    private static void Add(Pod pod, HashSet<DriverVolume> volumes, IReplica replica)
    {
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (PodClaims.Of(pod, volume) is { } name
                && replica.Get(VolumeResources.Claims.Key(pod.Metadata.Namespace, name))?.As<PersistentVolumeClaim>() is { } claim
                && VolumeOf(claim, replica) is { } found)
            {
                volumes.Add(found);
            }
        }
    }

    private static DriverVolume? VolumeOf(PersistentVolumeClaim claim, IReplica replica)
    {
        if (claim.Spec.VolumeName is { Length: > 0 } bound && replica.Get(VolumeResources.Volumes.Key(null, bound))?.As<PersistentVolume>() is { } volume)
        {
            return volume.Spec.Csi is { } csi ? new DriverVolume(csi.Driver, csi.VolumeHandle) : null;
        }

        // Not made yet: it will be the class's driver's, and no other claim's.
        return PodVolumeClaims.ClassOf(claim, replica) is { Provisioner: not StorageFacts.NoProvisioner } storageClass
            ? new DriverVolume(storageClass.Provisioner, $"{claim.Metadata.Namespace}/{claim.Metadata.Name}")
            : null;
    }

    private readonly record struct DriverVolume(string Driver, string Handle);

    private sealed class Filter(HashSet<DriverVolume> wanted, IReplica replica) : IPodFilter
    {
        private readonly HashSet<DriverVolume> _present = [];

        Rejection? IPodFilter.Filter(SchedulingNode node)
        {
            var counted = false;
            foreach (var driver in replica.Get(VolumeResources.NodeDrivers.Key(null, node.Name))?.As<CSINode>().Spec.Drivers ?? [])
            {
                if (driver.Allocatable?.Count is { } limit && wanted.Any(volume => volume.Driver == driver.Name))
                {
                    if (!counted)
                    {
                        counted = true;
                        Count(node);
                    }

                    var present = _present.Count(volume => volume.Driver == driver.Name);
                    var added = wanted.Count(volume => volume.Driver == driver.Name && !_present.Contains(volume));
                    if (added > 0 && present + added > limit)
                    {
                        return Full;
                    }
                }
            }

            return null;
        }

        private void Count(SchedulingNode node)
        {
            _present.Clear();
            foreach (var pod in node.Pods)
            {
                if (replica.Get(pod.Key) is { } entry && entry.Uid == pod.Uid)
                {
                    Add(entry.As<Pod>(), _present, replica);
                }
            }
        }
    }
}
