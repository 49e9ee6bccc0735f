using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>The claims of a stateful set's pods: made before the pod, kept after it, and owned as the retention policy says.</summary>
internal sealed class StatefulClaims(ControllerServices services, IResourceClient client, EventSourceRecorder events)
{
    /// <summary>Makes the claims of an ordinal that are missing; the name of one that is being deleted, which the pod has to wait for, or null.</summary>
    public async Task<string?> EnsureAsync(StatefulSet set, int ordinal, CancellationToken cancellationToken)
    {
        foreach (var template in set.Spec.VolumeClaimTemplates ?? [])
        {
            if (Find(set, template, ordinal) is not { } present)
            {
                await CreateAsync(set, template, ordinal, cancellationToken);
            }
            else if (present.DeletionTimestamp is not null)
            {
                return present.Key.Name;
            }
        }

        return null;
    }

    /// <summary>Whether a claim of an ordinal is about to go with a pod that is no more; its going brings the next look.</summary>
    public bool AreStale(StatefulSet set, int ordinal)
    {
        var pod = Ordinals.PodName(set.Metadata.Name!, ordinal);
        return (set.Spec.VolumeClaimTemplates ?? []).Exists(template => Find(set, template, ordinal) is { } claim && ClaimRetention.IsStale(set, pod, claim));
    }

    /// <summary>Gives the claims of a pod the owners that the retention policy wants.</summary>
    public async Task SetOwnersAsync(StatefulSet set, Pod pod, CancellationToken cancellationToken)
    {
        var ordinal = Ordinals.Of(set.Metadata.Name!, pod.Metadata.Name!);
        foreach (var template in set.Spec.VolumeClaimTemplates ?? [])
        {
            if (Find(set, template, ordinal) is { } claim && ClaimRetention.Wanted(set, pod, claim) is { } owners)
            {
                await client.PatchAsync(claim.Key, ControllerRefs.Patch(claim, owners), "", cancellationToken);
            }
        }
    }

    /// <summary>
    /// Removes the claims of ordinals below which the set was scaled while they had no pod that could take them along: it was being replaced, or a kill came before it was made.
    /// Only where claims go with the set too, since they name no owner otherwise.
    /// </summary>
    public async Task RemoveLeftAsync(StatefulSet set, CancellationToken cancellationToken)
    {
        if (set.Spec.PersistentVolumeClaimRetentionPolicy is not { WhenScaled: ClaimRetention.Delete })
        {
            return;
        }

        foreach (var claim in services.Owners.ControlledBy(set.Metadata.Uid!, KnownResources.PersistentVolumeClaims))
        {
            if (claim.DeletionTimestamp is null && IsLeft(set, claim.Key))
            {
                await client.DeleteAsync(claim.Key, new WriteOptions { PreconditionUid = claim.Uid }, cancellationToken);
            }
        }
    }

    private bool IsLeft(StatefulSet set, ObjectKey claim)
    {
        foreach (var template in set.Spec.VolumeClaimTemplates ?? [])
        {
            var prefix = template.Metadata.Name + "-";
            if (claim.Name.StartsWith(prefix, StringComparison.Ordinal) && Ordinals.Of(set.Metadata.Name!, claim.Name[prefix.Length..]) is >= 0 and var ordinal)
            {
                return !Ordinals.InRange(set, ordinal) && services.Replica.Get(KnownResources.Pods.Key(claim.Namespace, claim.Name[prefix.Length..])) is null;
            }
        }

        return false;
    }

    private ReplicaEntry? Find(StatefulSet set, PersistentVolumeClaim template, int ordinal) =>
        services.Replica.Get(KnownResources.PersistentVolumeClaims.Key(
            set.Metadata.Namespace, Ordinals.ClaimName(template.Metadata.Name!, set.Metadata.Name!, ordinal)));

    private async Task CreateAsync(StatefulSet set, PersistentVolumeClaim template, int ordinal, CancellationToken cancellationToken)
    {
        var claim = template.DeepCopy();
        claim.Metadata = new ObjectMeta
        {
            Name = Ordinals.ClaimName(template.Metadata.Name!, set.Metadata.Name!, ordinal),
            Namespace = set.Metadata.Namespace,
            Labels = template.Metadata.Labels is null ? [] : new(template.Metadata.Labels, StringComparer.Ordinal),
            Annotations = template.Metadata.Annotations,
            Finalizers = template.Metadata.Finalizers,
        };
        foreach (var (key, value) in set.Spec.Selector?.MatchLabels ?? [])
        {
            claim.Metadata.Labels[key] = value;
        }

        var what = $"create Claim {claim.Metadata.Name} Pod {Ordinals.PodName(set.Metadata.Name!, ordinal)} in StatefulSet {set.Metadata.Name}";
        try
        {
            await client.CreateAsync(claim, cancellationToken);
            events.Normal(set, "SuccessfulCreate", $"{what} success");
        }
        catch (ApiException taken) when (taken.Status.Reason == "AlreadyExists")
        {
            // Another look made it.
        }
        catch (ApiException refused)
        {
            events.Warning(set, "FailedCreate", $"{what} failed error: {refused.Message}");
            throw;
        }
    }
}
