using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using ResourceClaim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Controllers.ResourceClaims;

/// <summary>Makes a pod's claims of its templates, and notes their names in its status; reserves claims for a pod that came with a node.</summary>
internal sealed class PodClaimMaker(ControllerServices services, IResourceClient client, EventSourceRecorder events)
{
    private const int MostAttempts = 8;

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="ApiException">A template is not there: tried again later.</exception>
    public async Task MakeAsync(ObjectKey key, Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Metadata.DeletionTimestamp is not null || PodNeeds.IsDone(pod))
        {
            return;
        }

        var statuses = new List<PodResourceClaimStatus>(pod.Status.ResourceClaimStatuses ?? []);
        var changed = false;
        foreach (var wanted in pod.Spec.ResourceClaims ?? [])
        {
            if (wanted.ResourceClaimTemplateName is null)
            {
                continue;
            }

            var name = await EnsureAsync(key, pod, wanted, cancellationToken);
            if (statuses.Find(status => status.Name == wanted.Name) is not { } known || known.ResourceClaimName != name)
            {
                statuses.RemoveAll(status => status.Name == wanted.Name);
                statuses.Add(new PodResourceClaimStatus { Name = wanted.Name, ResourceClaimName = name });
                changed = true;
            }
        }

        if (changed)
        {
            await client.PatchAsync(key, Patch(pod, statuses), "status", cancellationToken);
        }

        if (!string.IsNullOrEmpty(pod.Spec.NodeName))
        {
            await ReserveAsync(pod, statuses, cancellationToken);
        }
    }

    private async Task<string> EnsureAsync(ObjectKey key, Pod pod, PodResourceClaim wanted, CancellationToken cancellationToken)
    {
        if (Made(pod, wanted) is { } made)
        {
            return made;
        }

        try
        {
            if (services.Replica.Get(DeviceResources.Templates.Key(key.Namespace, wanted.ResourceClaimTemplateName!)) is not { } template)
            {
                throw new ApiException(StatusFactory.NotFound(DeviceResources.Templates, wanted.ResourceClaimTemplateName!));
            }

            return await CreateAsync(pod, wanted, template.Copy<ResourceClaimTemplate>(), cancellationToken);
        }
        catch (ApiException refused)
        {
            events.Warning(pod, "FailedResourceClaimCreation", $"PodResourceClaim {wanted.Name}: {refused.Message}");
            throw;
        }
    }

    private string? Made(Pod pod, PodResourceClaim wanted) =>
        services.Owners.ControlledBy(pod.Metadata.Uid!, DeviceResources.Claims)
            .FirstOrDefault(claim => claim.DeletionTimestamp is null && claim.Annotations.TryGetValue(DeviceResources.PodClaimName, out var name) && name == wanted.Name)
            ?.Key.Name;

    private async Task<string> CreateAsync(Pod pod, PodResourceClaim wanted, ResourceClaimTemplate template, CancellationToken cancellationToken)
    {
        var generate = ClaimNames.Generate(pod.Metadata.Name!, wanted.Name);
        for (var attempt = 0; ; attempt++)
        {
            var claim = new ResourceClaim
            {
                Metadata = new ObjectMeta
                {
                    Name = generate + ClaimNames.Suffix(pod.Metadata.Uid!, wanted.Name, attempt),
                    GenerateName = generate,
                    Namespace = pod.Metadata.Namespace,
                    Labels = template.Spec.Metadata.Labels,
                    Annotations = new Dictionary<string, string>(template.Spec.Metadata.Annotations ?? [], StringComparer.Ordinal) { [DeviceResources.PodClaimName] = wanted.Name },
                    OwnerReferences = [ControllerRefs.To(pod)],
                },
                Spec = template.Spec.Spec,
            };
            try
            {
                await client.CreateAsync(claim, cancellationToken);
                return claim.Metadata.Name;
            }
            catch (ApiException exists) when (exists.Status.Code == 409 && attempt < MostAttempts)
            {
                // Somebody else's claim, or one of this pod's that is going, has the name.
                if (Made(pod, wanted) is { } made)
                {
                    return made;
                }
            }
        }
    }

    /// <summary>A pod that did not come through the scheduler: its claims are reserved for it, where they are allocated.</summary>
    private async Task ReserveAsync(Pod pod, List<PodResourceClaimStatus> statuses, CancellationToken cancellationToken)
    {
        foreach (var wanted in pod.Spec.ResourceClaims ?? [])
        {
            var name = wanted.ResourceClaimName ?? statuses.Find(status => status.Name == wanted.Name)?.ResourceClaimName;
            if (name is not null
                && services.Replica.Get(DeviceResources.Claims.Key(pod.Metadata.Namespace, name)) is { DeletionTimestamp: null } entry
                && entry.As<ResourceClaim>() is { Status.Allocation: not null } present
                && !Reservations.Has(present, pod.Metadata.Uid!)
                && (present.Status.ReservedFor?.Count ?? 0) < DeviceResources.MostConsumers)
            {
                var claim = entry.Copy<ResourceClaim>();
                (claim.Status.ReservedFor ??= []).Add(Reservations.Of(pod.Metadata.Name!, pod.Metadata.Uid!));
                await client.UpdateStatusAsync(claim, cancellationToken);
            }
        }
    }

    private static byte[] Patch(Pod pod, List<PodResourceClaimStatus> statuses) => MergePatch.Write(writer =>
    {
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("uid"u8, pod.Metadata.Uid);
        writer.WriteEndObject();
        writer.WriteStartObject("status"u8);
        writer.WriteStartArray("resourceClaimStatuses"u8);
        foreach (var status in statuses)
        {
            status.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
