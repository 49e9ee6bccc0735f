using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.DefaultClasses;

/// <summary>A claim that names no storage class, not even the empty one, gets the default class.</summary>
internal sealed class DefaultStorageClassPlugin(IReplica replica) : IMutatingAdmissionPlugin
{
    private const string OlderField = "volume.beta.kubernetes.io/storage-class";
    private const string Marker = "storageclass.kubernetes.io/is-default-class";
    private const string OlderMarker = "storageclass.beta.kubernetes.io/is-default-class";

    /// <inheritdoc/>
    public string Name => "DefaultStorageClass";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.PersistentVolumeClaims, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var claim = (PersistentVolumeClaim)attributes.Object!;
        if (claim.Spec.StorageClassName is null && claim.Metadata.Annotations?.ContainsKey(OlderField) != true)
        {
            claim.Spec.StorageClassName = DefaultClass.Find(replica, Resources.StorageClasses, Marker, OlderMarker);
        }

        return ValueTask.CompletedTask;
    }
}
