using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using Orchestrator.Ledger.Replication;
using ResourceClaim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Controllers.ResourceClaims;

/// <summary>Takes from a claim the consumers that are done; with the last one its allocation and its finalizer; and the claim itself when its pod is done.</summary>
internal sealed class ClaimUpkeep(IReplica replica, IResourceClient client)
{
    /// <summary>Brings a claim one step nearer to what it should be; its change brings the next look.</summary>
    public async Task KeepAsync(ObjectKey key, ResourceClaim claim, CancellationToken cancellationToken)
    {
        var consumers = claim.Status.ReservedFor ?? [];
        var valid = consumers.FindAll(consumer => IsValid(key.Namespace, consumer));
        var finalized = claim.Metadata.Finalizers?.Contains(DeviceResources.Finalizer) == true;

        // Who allocates reserves in the same write, so an allocation without consumers is one whose consumers have gone. Only what carries the finalizer was allocated here.
        var release = valid.Count == 0 && claim.Status.Allocation is not null && finalized && (consumers.Count > 0 || claim.Metadata.DeletionTimestamp is not null);
        if (valid.Count < consumers.Count || release)
        {
            var copy = replica.Get(key)!.Copy<ResourceClaim>();
            copy.Metadata.ResourceVersion = claim.Metadata.ResourceVersion;
            copy.Status = release ? new ResourceClaimStatus() : copy.Status;
            copy.Status.ReservedFor = valid.Count == 0 ? null : valid;
            var stored = await client.UpdateStatusAsync(copy, cancellationToken);
            if (release)
            {
                await UnfinalizeAsync(JsonModel.Read<ResourceClaim>(stored), cancellationToken);
            }

            return;
        }

        if (finalized && claim.Status.Allocation is null && consumers.Count == 0 && (claim.Metadata.DeletionTimestamp is not null || OwnerIsDone(key, claim)))
        {
            var copy = replica.Get(key)!.Copy<ResourceClaim>();
            copy.Metadata.ResourceVersion = claim.Metadata.ResourceVersion;
            await UnfinalizeAsync(copy, cancellationToken);
            return;
        }

        if (consumers.Count == 0 && claim.Metadata.DeletionTimestamp is null && OwnerIsDone(key, claim))
        {
            await client.DeleteAsync(key, new WriteOptions { PreconditionUid = claim.Metadata.Uid }, cancellationToken);
        }
    }

    /// <summary>Lets it go. The version is that of the release: a scheduler that has allocated it since is not overwritten.</summary>
    private Task UnfinalizeAsync(ResourceClaim claim, CancellationToken cancellationToken)
    {
        claim.Metadata.Finalizers!.Remove(DeviceResources.Finalizer);
        return client.UpdateAsync(claim, cancellationToken);
    }

    /// <summary>Whether a consumer may still use the claim. What is no pod is somebody else's business.</summary>
    private bool IsValid(string ns, ResourceClaimConsumerReference consumer) =>
        !string.IsNullOrEmpty(consumer.ApiGroup) || consumer.Resource != "pods"
        || (replica.Get(KnownResources.Pods.Key(ns, consumer.Name)) is { } pod && pod.Uid == consumer.Uid && !PodNeeds.IsDone(pod.As<Pod>()));

    /// <summary>Whether it was made for a pod that is there and done; with a pod that is gone it goes by garbage collection.</summary>
    private bool OwnerIsDone(ObjectKey key, ResourceClaim claim) =>
        ControllerRefs.Of(claim.Metadata) is { Kind: "Pod" } owner
        && replica.Get(KnownResources.Pods.Key(key.Namespace, owner.Name)) is { } pod && pod.Uid == owner.Uid && PodNeeds.IsDone(pod.As<Pod>());
}
