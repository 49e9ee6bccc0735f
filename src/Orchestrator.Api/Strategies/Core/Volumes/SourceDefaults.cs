using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>What an API server fills into the places that volumes come from.</summary>
internal static class SourceDefaults
{
    private const string IscsiInterface = "default";
    private const string Pool = "rbd";
    private const string User = "admin";
    private const string Keyring = "/etc/ceph/keyring";
    private const string StorageMode = "ThinProvisioned";
    private const string ScaleIoFileSystem = "xfs";

    public static void Persistent(PersistentVolumeSpec spec)
    {
        HostPath(spec.HostPath);
        AzureDisk(spec.AzureDisk);
        if (spec.Iscsi is { } iscsi)
        {
            iscsi.IscsiInterface ??= IscsiInterface;
        }

        if (spec.Rbd is { } rbd)
        {
            rbd.Pool ??= Pool;
            rbd.User ??= User;
            rbd.Keyring ??= Keyring;
        }

        if (spec.ScaleIO is { } scale)
        {
            scale.StorageMode ??= StorageMode;
            scale.FsType ??= ScaleIoFileSystem;
        }
    }

    public static void Inline(Volume volume)
    {
        HostPath(volume.HostPath);
        AzureDisk(volume.AzureDisk);
        if (volume.Iscsi is { } iscsi)
        {
            iscsi.IscsiInterface ??= IscsiInterface;
        }

        if (volume.Rbd is { } rbd)
        {
            rbd.Pool ??= Pool;
            rbd.User ??= User;
            rbd.Keyring ??= Keyring;
        }

        if (volume.ScaleIO is { } scale)
        {
            scale.StorageMode ??= StorageMode;
            scale.FsType ??= ScaleIoFileSystem;
        }
    }

    private static void HostPath(HostPathVolumeSource? source)
    {
        if (source is not null)
        {
            source.Type ??= "";
        }
    }

    private static void AzureDisk(AzureDiskVolumeSource? source)
    {
        if (source is not null)
        {
            source.CachingMode ??= "ReadWrite";
            source.Kind ??= "Shared";
            source.FsType ??= "ext4";
            source.ReadOnly ??= false;
        }
    }
}
