using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>Whether a pod's disks, and the claims that it needs for itself alone, are free of other pods.</summary>
internal sealed class RestrictionFilter(List<Volume> disks, HashSet<string> holders, IReplica replica) : IPodFilter
{
    private const string Plugin = "VolumeRestrictions";
    private static readonly Rejection Held = new(Plugin, "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");
    private static readonly Rejection Mounted = new(Plugin, "node(s) had no available disk");
    private readonly HashSet<string> _supposedGone = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Rejection? Filter(SchedulingNode node)
    {
        // Wherever the other pod is: no node will do while it has the claim.
        return holders.Count > _supposedGone.Count ? Held : disks.Count > 0 && IsMounted(node) ? Mounted : null;
    }

    /// <inheritdoc/>
    public void Without(PodInfo pod, SchedulingNode node)
    {
        if (holders.Contains(pod.Uid))
        {
            _supposedGone.Add(pod.Uid);
        }
    }

    /// <inheritdoc/>
    public void With(PodInfo pod, SchedulingNode node) => _supposedGone.Remove(pod.Uid);

    /// <inheritdoc/>
    public void Reset() => _supposedGone.Clear();

    private bool IsMounted(SchedulingNode node)
    {
        foreach (var pod in node.Pods)
        {
            foreach (var volume in replica.Get(pod.Key)?.As<Pod>().Spec.Volumes ?? [])
            {
                if (disks.Exists(disk => ExclusiveDisk.Conflict(disk, volume)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
