using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>
/// Whether a driver has room for a volume where a node reaches it. Only drivers that say they publish it (<c>CSIDriver.spec.storageCapacity</c>) are asked, by their
/// <c>CSIStorageCapacity</c> objects; the labels that those select nodes by are read once for each pod.
/// </summary>
internal sealed class StorageSpace(IReplica replica)
{
    private Dictionary<string, List<(LabelSelector Nodes, Quantity Largest)>>? _byClass;

    /// <summary>Whether there is room.</summary>
    public bool Suffices(StorageClass storageClass, Quantity size, SchedulingNode node)
    {
        if (replica.Get(VolumeResources.Drivers.Key(null, storageClass.Provisioner))?.As<CSIDriver>().Spec.StorageCapacity != true)
        {
            return true;
        }

        _byClass ??= Read();
        return _byClass.TryGetValue(storageClass.Metadata.Name!, out var capacities)
            && capacities.Exists(capacity => capacity.Largest >= size && capacity.Nodes.Matches(node.Labels));
    }

    private Dictionary<string, List<(LabelSelector Nodes, Quantity Largest)>> Read()
    {
        var byClass = new Dictionary<string, List<(LabelSelector, Quantity)>>(StringComparer.Ordinal);
        foreach (var entry in replica.List(VolumeResources.Capacities))
        {
            // Without a topology it is reachable from nowhere, and without a size there is none.
            var capacity = entry.As<CSIStorageCapacity>();
            if (capacity.NodeTopology is not { } topology || (capacity.MaximumVolumeSize ?? capacity.Capacity) is not { } largest)
            {
                continue;
            }

            if (!byClass.TryGetValue(capacity.StorageClassName, out var capacities))
            {
                byClass.Add(capacity.StorageClassName, capacities = []);
            }

            var everywhere = topology.MatchLabels is null or { Count: 0 } && topology.MatchExpressions is null or { Count: 0 };
            capacities.Add((everywhere ? LabelSelector.Everything : SelectorOf.Labels(topology), largest));
        }

        return byClass;
    }
}
