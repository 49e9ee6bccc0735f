using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Ephemeral;

/// <summary>
/// Makes the claims of generic ephemeral volumes (<c>ephemeral/controller.go</c>). The pod owns them, so they go with it. A claim that somebody else made by such a name is
/// not taken: the pod waits, as its scheduler and its agent check the owner too. Only pods that have such volumes are ever looked at.
/// </summary>
internal sealed class EphemeralVolumeController(ControllerServices services, ClaimUsers users) : IController
{
    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:ephemeral-volume-controller"));

    private readonly EventSourceRecorder _events = services.Events.From("ephemeral_volume");

    /// <inheritdoc/>
    public string Name => "ephemeral-volume-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(KnownResources.Pods, PodChanged);
        watches.Mapped(VolumeResources.Claims, ClaimChanged);
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(key)?.As<Pod>() is not { Metadata.DeletionTimestamp: null } pod)
        {
            return ReconcileResult.Done;
        }

        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (volume.Ephemeral?.VolumeClaimTemplate is { } template)
            {
                await EnsureAsync(pod, PodClaims.EphemeralName(key.Name, volume.Name), template, cancellationToken);
            }
        }

        return ReconcileResult.Done;
    }

    private async Task EnsureAsync(Pod pod, string name, PersistentVolumeClaimTemplate template, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(VolumeResources.Claims.Key(pod.Metadata.Namespace, name)) is { } present)
        {
            if (!PodClaims.IsFor(present.As<PersistentVolumeClaim>(), pod))
            {
                _events.Warning(pod, "FailedBinding", PodClaims.NotFor(pod, name)); // when that claim goes, this looks again
            }

            return;
        }

        try
        {
            await _client.CreateAsync(Claim(pod, name, template), cancellationToken);
        }
        catch (ApiException made) when (made.Status.Reason == "AlreadyExists")
        {
            // Whose it is shows when the replica has it, and that brings another look.
        }
    }

    private static PersistentVolumeClaim Claim(Pod pod, string name, PersistentVolumeClaimTemplate template) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = pod.Metadata.Namespace,
            Annotations = template.Metadata.Annotations,
            Labels = template.Metadata.Labels,
            OwnerReferences = [ControllerRefs.To(pod)],
        },
        Spec = template.Spec,
    };

    private static void PodChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type == ChangeType.Created && PodClaims.AnyEphemeral(change.Entry.As<Pod>()))
        {
            poke(change.Entry.Key);
        }
    }

    // Its own, when it goes; or one that stood in its place.
    private void ClaimChanged(ReplicaChange change, Action<ObjectKey> poke)
    {
        foreach (var pod in users.Of(change.Entry.Key.Namespace, change.Entry.Key.Name))
        {
            if (services.Replica.Get(pod) is { } entry && PodClaims.AnyEphemeral(entry.As<Pod>()))
            {
                poke(pod);
            }
        }
    }
}
