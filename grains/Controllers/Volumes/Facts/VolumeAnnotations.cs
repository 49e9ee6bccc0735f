namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>Annotations by which the binder, the scheduler and provisioners speak with each other (<c>k8s.io/component-helpers/storage/volume</c>).</summary>
internal static class VolumeAnnotations
{
    /// <summary>On a claim: its volume was found once and for all; should it be missing from now on, its data is lost.</summary>
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";

    /// <summary>On a claim or a volume: a controller, not a user, chose the other side, and may undo it.</summary>
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    /// <summary>On a volume: the provisioner that made it, and removes it.</summary>
    public const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    /// <summary>On a volume or a claim: the driver that took over from a plugin in the tree.</summary>
    public const string MigratedTo = "pv.kubernetes.io/migrated-to";

    /// <summary>On a claim: the node that the scheduler chose for its first pod.</summary>
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    /// <summary>On a claim: the provisioner that shall make its volume.</summary>
    public const string StorageProvisioner = "volume.kubernetes.io/storage-provisioner";

    /// <summary>The older name of <see cref="StorageProvisioner"/>, still written.</summary>
    public const string OlderStorageProvisioner = "volume.beta.kubernetes.io/storage-provisioner";

    /// <summary>On a claim or a volume: the class, where it stood before there was a field. It wins over the field.</summary>
    public const string OlderStorageClass = "volume.beta.kubernetes.io/storage-class";

    /// <summary>What annotations that only say yes say.</summary>
    public const string Yes = "yes";
}
