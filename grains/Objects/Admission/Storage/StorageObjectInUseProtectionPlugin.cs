namespace Orchestrator.Grains.Objects.Admission.Storage;

/// <summary>Puts the finalizers on volumes, claims and their attributes classes that keep them while they are in use; controllers take them off.</summary>
internal sealed class StorageObjectInUseProtectionPlugin : IMutatingAdmissionPlugin
{
    /// <summary>The finalizer of volumes.</summary>
    public const string VolumeFinalizer = "kubernetes.io/pv-protection";

    /// <summary>The finalizer of claims.</summary>
    public const string ClaimFinalizer = "kubernetes.io/pvc-protection";

    /// <summary>The finalizer of attributes classes.</summary>
    public const string AttributesClassFinalizer = "kubernetes.io/vac-protection";

    /// <inheritdoc/>
    public string Name => "StorageObjectInUseProtection";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) =>
        target.Is(Resources.PersistentVolumes, AdmissionOperation.Create)
        || target.Is(Resources.PersistentVolumeClaims, AdmissionOperation.Create)
        || target.Is(Resources.VolumeAttributesClasses, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var finalizer = attributes.Key.Resource switch
        {
            "persistentvolumes" => VolumeFinalizer,
            "persistentvolumeclaims" => ClaimFinalizer,
            _ => AttributesClassFinalizer,
        };
        var finalizers = attributes.Object!.Metadata.Finalizers ??= [];
        if (!finalizers.Contains(finalizer))
        {
            finalizers.Add(finalizer);
        }

        return ValueTask.CompletedTask;
    }
}
