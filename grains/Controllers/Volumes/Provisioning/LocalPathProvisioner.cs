using Orchestrator.Api.Agents;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Volumes.Facts;

namespace Orchestrator.Grains.Controllers.Volumes.Provisioning;

/// <summary>
/// Makes volumes that are directories of the node which the scheduler chose for a claim's first pod. It keeps to what real external provisioners do: the binder names it on
/// the claim, it makes a volume whose name comes of the claim's uid (so making it twice makes one), and the binder binds that.
/// The directory itself is made by the node's agent when the first pod mounts it.
/// </summary>
internal sealed class LocalPathProvisioner(ControllerServices services)
    : Controller<PersistentVolumeClaim>(LocalVolumes.Account, VolumeResources.Claims, services)
{
    private readonly EventSourceRecorder _events = services.Events.From(LocalVolumes.Provisioner);

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (!IsAsked(claim)
            || Replica.Get(VolumeResources.Classes.Key(null, StorageFacts.ClassOf(claim)))?.As<StorageClass>() is not { Provisioner: LocalVolumes.Provisioner } storageClass
            || Replica.Get(VolumeResources.Volumes.Key(null, LocalVolume.NameFor(claim))) is not null)
        {
            return ReconcileResult.Done;
        }

        var nodeName = StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.SelectedNode);
        var node = nodeName.Length == 0 ? null : Replica.Get(KnownResources.Nodes.Key(null, nodeName))?.As<Node>();
        if (LocalVolume.Refusal(claim, nodeName, node) is { } why)
        {
            _events.Warning(claim, "ProvisioningFailed", $"failed to provision volume with StorageClass \"{storageClass.Metadata.Name}\": {why}");
            await (nodeName.Length > 0 ? ReturnToSchedulerAsync(key, claim, cancellationToken) : Task.CompletedTask);
            return ReconcileResult.Done;
        }

        await ProvisionAsync(claim, storageClass, node!, cancellationToken);
        return ReconcileResult.Done;
    }

    private static bool IsAsked(PersistentVolumeClaim claim) =>
        StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.StorageProvisioner) == LocalVolumes.Provisioner
        && string.IsNullOrEmpty(claim.Spec.VolumeName)
        && claim.Metadata.DeletionTimestamp is null;

    private async Task ProvisionAsync(PersistentVolumeClaim claim, StorageClass storageClass, Node node, CancellationToken cancellationToken)
    {
        _events.Normal(claim, "Provisioning", $"External provisioner is provisioning volume for claim \"{claim.Metadata.Namespace}/{claim.Metadata.Name}\"");
        try
        {
            await Client.CreateAsync(LocalVolume.Make(claim, storageClass, node), cancellationToken);
        }
        catch (ApiException made) when (made.Status.Reason == "AlreadyExists")
        {
            return; // by a look that broke off, or on another silo
        }

        _events.Normal(claim, "ProvisioningSucceeded", $"Successfully provisioned volume {LocalVolume.NameFor(claim)}");
    }

    /// <summary>The node will not do: the scheduler has to choose another one.</summary>
    private Task ReturnToSchedulerAsync(ObjectKey key, PersistentVolumeClaim claim, CancellationToken cancellationToken) =>
        Client.PatchAsync(
            key,
            MergePatch.Metadata(writer =>
            {
                writer.WriteString("uid"u8, claim.Metadata.Uid);
                writer.WriteString("resourceVersion"u8, claim.Metadata.ResourceVersion);
                writer.WriteStartObject("annotations"u8);
                writer.WriteNull(VolumeAnnotations.SelectedNode);
                writer.WriteEndObject();
            }),
            "",
            cancellationToken);
}
