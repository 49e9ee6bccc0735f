using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Coordination.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orleans;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// The node's lease in <c>kube-node-lease</c>, for clients that look for it. Made at registration; not renewed, for heartbeats cost no write here:
/// whether a node lives is said by its conditions.
/// </summary>
internal static class NodeLease
{
    private const int DurationSeconds = 40;

    public static async Task EnsureAsync(IGrainFactory grains, string node, string? uid, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        var lease = new Lease
        {
            Metadata = new()
            {
                Name = node,
                Namespace = "kube-node-lease",

                // It goes with its node.
                OwnerReferences = uid is null ? null : [new() { ApiVersion = "v1", Kind = "Node", Name = node, Uid = uid }],
            },
            Spec = new() { HolderIdentity = node, LeaseDurationSeconds = DurationSeconds, RenewTime = time.GetUtcNow().UtcDateTime },
        };
        var key = new ObjectKey("coordination.k8s.io", "leases", "kube-node-lease", node);

        // One that is there already stays as it is: the refusal is the answer that was hoped for.
        await ResourceGrains.Get(grains, key).WriteAsync(
            new WriteRequest(WriteVerb.Create, "v1", "", JsonModel.ToBytes(lease), PatchType.None, WriteOptions.None, caller), cancellationToken);
    }
}
