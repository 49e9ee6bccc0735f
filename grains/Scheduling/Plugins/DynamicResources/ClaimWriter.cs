using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>Writes allocations and reservations. Each write names the version that it was decided on: whoever is overtaken looks again, and never overwrites.</summary>
internal sealed class ClaimWriter(IReplica replica, IResourceClient client)
{
    private const int MostTries = 5;

    /// <summary>Gives the claim its allocation, if it has none, and reserves it for the pod.</summary>
    /// <param name="decided">The claim as it was when it was decided about.</param>
    /// <param name="allocation">The allocation; null when the claim has one.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="ApiException">The claim went, is going, or was allocated or freed by somebody else: conflict.</exception>
    public async Task ReserveAsync(ResourceClaim decided, AllocationResult? allocation, PodInfo pod, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var claim = Copy(decided);
            if (Reservations.Has(claim, pod.Uid) && claim.Status.Allocation is not null)
            {
                return;
            }

            if (claim.Metadata.DeletionTimestamp is not null || (claim.Status.Allocation is null) != (allocation is not null))
            {
                throw new ApiException(StatusFactory.Conflict(
                    DeviceResources.Claims, claim.Metadata.Name!, allocation is null ? "the claim is not allocated any more" : "the claim was allocated meanwhile"));
            }

            try
            {
                if (allocation is not null && claim.Metadata.Finalizers?.Contains(DeviceResources.Finalizer) != true)
                {
                    (claim.Metadata.Finalizers ??= []).Add(DeviceResources.Finalizer);
                    await client.UpdateAsync(claim, cancellationToken);
                    claim = Copy(decided);
                }

                claim.Status.Allocation ??= allocation;
                (claim.Status.ReservedFor ??= []).Add(Reservations.Of(pod.Key.Name, pod.Uid));
                await client.UpdateStatusAsync(claim, cancellationToken);
                return;
            }
            catch (ApiException overtaken) when (overtaken.Status.Code == 409 && tries < MostTries)
            {
                // Another pod was added, or the claim's labels changed: look again.
            }
        }
    }

    /// <summary>Takes a claim's allocation away, with the reservation of the one pod that had it; unless the claim changed meanwhile.</summary>
    public async Task DeallocateAsync(ResourceClaim decided, CancellationToken cancellationToken)
    {
        var claim = Copy(decided);
        if (claim.Metadata.ResourceVersion == decided.Metadata.ResourceVersion)
        {
            claim.Status = new ResourceClaimStatus();
            await client.UpdateStatusAsync(claim, cancellationToken);
        }
    }

    /// <summary>The claim as it is now, to be changed.</summary>
    private ResourceClaim Copy(ResourceClaim decided)
    {
        var key = DeviceResources.Claims.Key(decided.Metadata.Namespace, decided.Metadata.Name!);
        return replica.Get(key) is { } entry && entry.Uid == decided.Metadata.Uid
            ? entry.Copy<ResourceClaim>()
            : throw new ApiException(StatusFactory.NotFound(DeviceResources.Claims, key.Name));
    }
}
