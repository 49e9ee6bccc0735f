using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>Whether a node reaches the volumes of a pod's bound claims, and has volumes, or lets some be made, for the others (<c>FindPodVolumes</c>).</summary>
internal sealed class VolumeFilter : IPodFilter
{
    private const string Plugin = "VolumeBinding";
    private static readonly Rejection Missing = new(Plugin, "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)") { Resolvable = false };
    private static readonly Rejection Unreachable = new(Plugin, "node(s) didn't match PersistentVolume's node affinity") { Resolvable = false };
    private static readonly Rejection NoVolumes = new(Plugin, "node(s) didn't find available persistent volumes to bind") { Resolvable = false };
    private static readonly Rejection NoSpace = new(Plugin, "node(s) did not have enough free storage") { Resolvable = false };
    private readonly PodVolumeClaims _claims;
    private readonly IReplica _replica;
    private readonly VolumeBook _book;
    private readonly PersistentVolume?[] _bound;
    private readonly VolumeCandidates[] _candidates;
    private readonly StorageSpace _space;
    private readonly List<VolumeDecision> _scratch = [];

    /// <summary>Looks at the pod's claims, once for all nodes.</summary>
    public VolumeFilter(PodVolumeClaims claims, IReplica replica, VolumeIndex volumes, VolumeBook book)
    {
        (_claims, _replica, _book) = (claims, replica, book);
        _bound = [.. claims.Bound.Select(claim => replica.Get(VolumeResources.Volumes.Key(null, claim.Spec.VolumeName!))?.As<PersistentVolume>())];
        _candidates = [.. claims.Waiting.Select(claim => new VolumeCandidates(claim, volumes, book))];
        _space = new StorageSpace(replica);
    }

    /// <summary>Whether any claim has to get a volume.</summary>
    public bool Decides => _claims.Waiting.Count > 0;

    /// <inheritdoc/>
    public Rejection? Filter(SchedulingNode node)
    {
        foreach (var volume in _bound)
        {
            if (volume is null)
            {
                return Missing;
            }

            if (!VolumeTopology.Reaches(volume, node.Name, node.Labels))
            {
                return Unreachable;
            }
        }

        _scratch.Clear();
        return Decides ? Decide(node, _scratch) : null;
    }

    /// <summary>How each claim that waits gets its volume on a node, or why one cannot.</summary>
    public Rejection? Decide(SchedulingNode node, List<VolumeDecision> decisions)
    {
        for (var i = 0; i < _candidates.Length; i++)
        {
            var claim = _claims.Waiting[i];
            if (_book.TryGet(claim.Metadata.Uid!, out var decided, out var place))
            {
                // Another pod that uses the claim was there first, a moment ago.
                if (decided.Volume is null ? place != node.Name : !Reaches(decided.Volume, node))
                {
                    return NoVolumes;
                }

                decisions.Add(decided);
                continue;
            }

            var selected = StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.SelectedNode);
            var volume = selected.Length == 0 ? _candidates[i].Find(node, decisions) : null;
            if (volume is null && (selected.Length > 0 && selected != node.Name ? NoVolumes : Provision(claim, node)) is { } rejection)
            {
                return rejection;
            }

            decisions.Add(new VolumeDecision(claim, volume));
        }

        return null;
    }

    /// <summary>Why no volume can be made for a claim on a node; null when one can.</summary>
    private Rejection? Provision(PersistentVolumeClaim claim, SchedulingNode node)
    {
        var storageClass = PodVolumeClaims.ClassOf(claim, _replica);
        return storageClass is null or { Provisioner: "" or StorageFacts.NoProvisioner } || !VolumeTopology.Admits(storageClass.AllowedTopologies, node.Labels) ? NoVolumes
            : !_space.Suffices(storageClass, StorageFacts.Requested(claim), node) ? NoSpace
            : null;
    }

    private bool Reaches(string volume, SchedulingNode node) =>
        _replica.Get(VolumeResources.Volumes.Key(null, volume))?.As<PersistentVolume>() is { } found && VolumeTopology.Reaches(found, node.Name, node.Labels);
}
