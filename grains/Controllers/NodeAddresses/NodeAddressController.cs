using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.NodeAddresses;

/// <summary>
/// Sees to it that every node has a range of pod addresses where the cluster gives them out (<c>pkg/controller/nodeipam</c>). Nodes get theirs when they are made;
/// this is for those that were there before, and for those that found none free and get one when another node goes.
/// </summary>
internal sealed class NodeAddressController(ControllerServices services, PodRanges ranges) : Controller<Node>("node-ipam-controller", KnownResources.Nodes, services)
{
    private readonly EventSourceRecorder _events = services.Events.From("cidrAllocator");

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Mapped(KnownResources.Nodes, PokeWithout);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Node value, CancellationToken cancellationToken)
    {
        if (!ranges.Any || HasRange(value) || value.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        // Its own grain gives it one with any write.
        await Client.PatchAsync(key, MergePatch.Metadata(writer => writer.WriteString("uid"u8, value.Metadata.Uid)), "", cancellationToken);
        if (Replica.Get(key)?.As<Node>() is { } now && !HasRange(now))
        {
            _events.Normal(now, "CIDRNotAvailable", $"Node {key.Name} status is now: CIDRNotAvailable");
            return ReconcileResult.Done.Because($"no range of pod addresses is free: it gets one when another node goes");
        }

        return ReconcileResult.Done;
    }

    /// <summary>A node that goes leaves its range to one that has none.</summary>
    private void PokeWithout(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type != ChangeType.Deleted || !ranges.Any)
        {
            return;
        }

        foreach (var node in Replica.List(KnownResources.Nodes))
        {
            if (!HasRange(node.As<Node>()))
            {
                poke(node.Key);
            }
        }
    }

    private static bool HasRange(Node node) => !string.IsNullOrEmpty(node.Spec.PodCIDR);
}
