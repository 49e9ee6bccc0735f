using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.Storage;

/// <summary>A claim may ask for more only when it is bound and its storage class allows it.</summary>
internal sealed class PersistentVolumeClaimResizePlugin(IReplica replica) : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "PersistentVolumeClaimResize";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.PersistentVolumeClaims, AdmissionOperation.Update);

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var (claim, old) = ((PersistentVolumeClaim)attributes.Object!, (PersistentVolumeClaim)attributes.OldObject!);
        if (ClaimFacts.Storage(claim) <= ClaimFacts.Storage(old))
        {
            return ValueTask.CompletedTask;
        }

        if (old.Status.Phase != "Bound")
        {
            throw attributes.Forbidden("Only bound persistent volume claims can be expanded");
        }

        return MayGrow(claim, old)
            ? ValueTask.CompletedTask
            : throw attributes.Forbidden("only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    private bool MayGrow(PersistentVolumeClaim claim, PersistentVolumeClaim old)
    {
        var name = ClaimFacts.StorageClass(claim);
        return name.Length > 0
            && name == ClaimFacts.StorageClass(old)
            && replica.Get(Resources.StorageClasses.At("", name))?.As<StorageClass>().AllowVolumeExpansion == true;
    }
}
