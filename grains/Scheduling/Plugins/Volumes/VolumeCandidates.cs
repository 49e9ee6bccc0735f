using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>
/// The volumes that would do for a claim if they can be reached, best first. Local volumes are kept by the host that they are on, so that asking about a node does not
/// look at the other nodes' disks.
/// </summary>
internal sealed class VolumeCandidates
{
    private const string HostnameLabel = "kubernetes.io/hostname";
    private readonly PersistentVolumeClaim _claim;
    private readonly ReplicaEntry? _only;
    private readonly List<ReplicaEntry> _anywhere = [];
    private readonly Dictionary<string, List<ReplicaEntry>> _byHost = new(StringComparer.Ordinal);

    /// <summary>Collects them.</summary>
    public VolumeCandidates(PersistentVolumeClaim claim, VolumeIndex volumes, VolumeBook book)
    {
        _claim = claim;
        _only = VolumeMatching.Meant(claim, volumes.Naming(claim.Metadata.Namespace, claim.Metadata.Name));
        if (_only is not null)
        {
            return;
        }

        var selector = VolumeMatching.SelectorFor(claim);
        foreach (var entry in volumes.Free(StorageFacts.ClassOf(claim)))
        {
            if (VolumeMatching.IsFreeFor(entry, claim, selector) && !book.IsPromised(entry.Key.Name, claim.Metadata.Uid!))
            {
                Add(entry);
            }
        }

        _anywhere.Sort(Compare);
        foreach (var local in _byHost.Values)
        {
            local.Sort(Compare);
        }
    }

    /// <summary>The best that the node reaches and that the pod has not taken for another claim, or null.</summary>
    public string? Find(SchedulingNode node, List<VolumeDecision> taken)
    {
        if (_only is not null)
        {
            return Reaches(_only, node) ? _only.Key.Name : null;
        }

        var local = node.Labels.TryGetValue(HostnameLabel, out var host) && _byHost.TryGetValue(host, out var there) ? First(there, node, taken) : null;
        var other = First(_anywhere, node, taken);
        return (local is null || (other is not null && Compare(other, local) < 0) ? other : local)?.Key.Name;
    }

    private void Add(ReplicaEntry entry)
    {
        if (HostsOf(entry.As<PersistentVolume>()) is not { } hosts)
        {
            _anywhere.Add(entry);
            return;
        }

        foreach (var host in hosts)
        {
            if (!_byHost.TryGetValue(host, out var local))
            {
                _byHost.Add(host, local = []);
            }

            local.Add(entry);
        }
    }

    /// <summary>The only hosts that can reach a volume; null when it is not as simple as that.</summary>
    private static List<string>? HostsOf(PersistentVolume volume) =>
        volume.Spec.NodeAffinity?.Required?.NodeSelectorTerms is [{ MatchExpressions: { } expressions }]
        && expressions.Find(static e => e is { Key: HostnameLabel, Operator: "In" }) is { } only
            ? only.Values
            : null;

    private static ReplicaEntry? First(List<ReplicaEntry> sorted, SchedulingNode node, List<VolumeDecision> taken)
    {
        foreach (var entry in sorted)
        {
            if (Reaches(entry, node) && !taken.Exists(decision => decision.Volume == entry.Key.Name))
            {
                return entry;
            }
        }

        return null;
    }

    private static bool Reaches(ReplicaEntry entry, SchedulingNode node) => VolumeTopology.Reaches(entry.As<PersistentVolume>(), node.Name, node.Labels);

    private int Compare(ReplicaEntry left, ReplicaEntry right) => VolumeMatching.Compare(left, right, _claim);
}
