using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Volumes;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks storage outside the cluster that a pod names itself, without a claim.</summary>
internal static class InlineSourceRules
{
    public static void Validate(Volume volume, FieldErrors errors, FieldPath path)
    {
        Files(volume, errors, path);
        Disks(volume, errors, path);
        if (volume.GitRepo is { } git)
        {
            MemberRules.Required(git.Repository, errors, path.Child("gitRepo"), "repository");
            PathRules.Descending(git.Directory ?? "", errors, path.Child("gitRepo", "directory"));
        }

        if (volume.FlexVolume is { } flex)
        {
            MemberRules.Required(flex.Driver, errors, path.Child("flexVolume"), "driver");
        }

        if (volume.Storageos is { } storage)
        {
            MemberRules.Required(storage.VolumeName, errors, path.Child("storageos"), "volumeName");
        }

        if (volume.ScaleIO is { } scale)
        {
            SourceRules.ScaleIo(scale.Gateway, scale.System, scale.VolumeName, errors, path.Child("scaleIO"));
        }
    }

    private static void Files(Volume volume, FieldErrors errors, FieldPath path)
    {
        if (volume.Nfs is { } nfs)
        {
            SourceRules.Validate(nfs, errors, path.Child("nfs"));
        }

        if (volume.Glusterfs is { } gluster)
        {
            MemberRules.Required(gluster.Endpoints, errors, path.Child("glusterfs"), "endpoints");
            MemberRules.Required(gluster.Path, errors, path.Child("glusterfs"), "path");
        }

        if (volume.Cephfs is { } ceph)
        {
            SourceRules.Monitors(ceph.Monitors, errors, path.Child("cephfs"));
        }

        if (volume.Quobyte is { } quobyte)
        {
            SourceRules.Validate(quobyte, errors, path.Child("quobyte"));
        }

        if (volume.AzureFile is { } azure)
        {
            MemberRules.Required(azure.SecretName, errors, path.Child("azureFile"), "secretName");
            MemberRules.Required(azure.ShareName, errors, path.Child("azureFile"), "shareName");
        }
    }

    private static void Disks(Volume volume, FieldErrors errors, FieldPath path)
    {
        if (volume.GcePersistentDisk is { } gce)
        {
            SourceRules.Validate(gce, errors, path.Child("gcePersistentDisk"));
        }

        if (volume.AwsElasticBlockStore is { } aws)
        {
            SourceRules.Validate(aws, errors, path.Child("awsElasticBlockStore"));
        }

        if (volume.Iscsi is { } iscsi)
        {
            IscsiRules.Validate(
                iscsi.TargetPortal, iscsi.Iqn, iscsi.Lun, iscsi.ChapAuthDiscovery == true, iscsi.ChapAuthSession == true, iscsi.SecretRef is not null, iscsi.InitiatorName, errors, path.Child("iscsi"));
        }

        if (volume.Rbd is { } rbd)
        {
            SourceRules.Monitors(rbd.Monitors, errors, path.Child("rbd"));
            MemberRules.Required(rbd.Image, errors, path.Child("rbd"), "image");
        }

        if (volume.Cinder is { } cinder)
        {
            MemberRules.Required(cinder.VolumeID, errors, path.Child("cinder"), "volumeID");
            MemberRules.Required(cinder.SecretRef is { } secret ? secret.Name : "-", errors, path.Child("cinder", "secretRef"), "name");
        }

        if (volume.Flocker is { } flocker)
        {
            SourceRules.Validate(flocker, errors, path.Child("flocker"));
        }

        if (volume.Fc is { } fc)
        {
            SourceRules.Validate(fc, errors, path.Child("fc"));
        }

        if (volume.AzureDisk is { } disk)
        {
            SourceRules.Validate(disk, errors, path.Child("azureDisk"));
        }

        MemberRules.Required(volume.VsphereVolume?.VolumePath ?? "-", errors, path.Child("vsphereVolume"), "volumePath");
        MemberRules.Required(volume.PhotonPersistentDisk?.PdID ?? "-", errors, path.Child("photonPersistentDisk"), "pdID");
        MemberRules.Required(volume.PortworxVolume?.VolumeID ?? "-", errors, path.Child("portworxVolume"), "volumeID");
    }
}
