using System.Diagnostics.CodeAnalysis;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>What was decided about claims and is not in the replica yet: which volumes are promised to which claims, and on which nodes volumes will be made. One for all profiles.</summary>
internal sealed class VolumeBook : IClusterObserver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Claim, string Pod)> _volumes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (VolumeDecision Decision, string Node, string Pod)> _claims = new(StringComparer.Ordinal);

    /// <summary>The book of a scheduler.</summary>
    public static VolumeBook Of(ClusterState cluster)
    {
        foreach (var observer in cluster.Observers)
        {
            if (observer is VolumeBook known)
            {
                return known;
            }
        }

        var book = new VolumeBook();
        cluster.Observers.Add(book);
        return book;
    }

    /// <summary>Enters what was decided for a pod.</summary>
    public void Enter(string pod, string node, IEnumerable<VolumeDecision> decisions)
    {
        lock (_lock)
        {
            foreach (var decision in decisions)
            {
                _claims[decision.Claim.Metadata.Uid!] = (decision, node, pod);
                if (decision.Volume is not null)
                {
                    _volumes[decision.Volume] = (decision.Claim.Metadata.Uid!, pod);
                }
            }
        }
    }

    /// <summary>Takes out what was decided for a pod: it is written, or will not be.</summary>
    public void Strike(string pod, IEnumerable<VolumeDecision> decisions)
    {
        lock (_lock)
        {
            foreach (var decision in decisions)
            {
                if (_claims.TryGetValue(decision.Claim.Metadata.Uid!, out var entry) && entry.Pod == pod)
                {
                    _claims.Remove(decision.Claim.Metadata.Uid!);
                }

                if (decision.Volume is not null && _volumes.TryGetValue(decision.Volume, out var owner) && owner.Pod == pod)
                {
                    _volumes.Remove(decision.Volume);
                }
            }
        }
    }

    /// <summary>Whether a volume is promised to another claim.</summary>
    public bool IsPromised(string volume, string exceptClaim)
    {
        lock (_lock)
        {
            return _volumes.TryGetValue(volume, out var owner) && owner.Claim != exceptClaim;
        }
    }

    /// <summary>What was decided about a claim for another pod that uses it too, and for which node.</summary>
    public bool TryGet(string claim, [NotNullWhen(true)] out VolumeDecision? decision, out string node)
    {
        lock (_lock)
        {
            var known = _claims.TryGetValue(claim, out var entry);
            (decision, node) = (entry.Decision, entry.Node);
            return known;
        }
    }

    /// <inheritdoc/>
    public void Placed(PodInfo pod, SchedulingNode node)
    {
        // Pods are no matter here.
    }

    /// <inheritdoc/>
    public void Removed(PodInfo pod, SchedulingNode node)
    {
        // Pods are no matter here.
    }
}
