using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks where a persistent volume is. Unlike a pod's volume it names secrets with their namespaces.</summary>
internal static class PersistentSourceRules
{
    public static void Validate(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        Shared(spec, errors, path);
        if (spec.Local is { } local)
        {
            MemberRules.Required(local.Path, errors, path.Child("local"), "path");
            if (PathRules.HasBackstep(local.Path))
            {
                errors.Invalid(path.Child("local", "path"), local.Path, "must not contain '..'");
            }
        }

        if (spec.Glusterfs is { } gluster)
        {
            MemberRules.Required(gluster.Endpoints, errors, path.Child("glusterfs"), "endpoints");
            MemberRules.Required(gluster.Path, errors, path.Child("glusterfs"), "path");
        }

        if (spec.Rbd is { } rbd)
        {
            SourceRules.Monitors(rbd.Monitors, errors, path.Child("rbd"));
            MemberRules.Required(rbd.Image, errors, path.Child("rbd"), "image");
        }

        if (spec.Cephfs is { } ceph)
        {
            SourceRules.Monitors(ceph.Monitors, errors, path.Child("cephFS"));
        }

        if (spec.Iscsi is { } iscsi)
        {
            IscsiRules.Validate(
                iscsi.TargetPortal, iscsi.Iqn, iscsi.Lun, iscsi.ChapAuthDiscovery == true, iscsi.ChapAuthSession == true, iscsi.SecretRef is not null, iscsi.InitiatorName, errors, path.Child("iscsi"));
        }

        if (spec.Cinder is { } cinder)
        {
            MemberRules.Required(cinder.VolumeID, errors, path.Child("cinder"), "volumeID");
            Secret(cinder.SecretRef, errors, path.Child("cinder", "secretRef"));
        }

        if (spec.FlexVolume is { } flex)
        {
            MemberRules.Required(flex.Driver, errors, path.Child("flexVolume"), "driver");
        }

        if (spec.AzureFile is { } azure)
        {
            MemberRules.Required(azure.SecretName, errors, path.Child("azureFile"), "secretName");
            MemberRules.Required(azure.ShareName, errors, path.Child("azureFile"), "shareName");
            if (azure.SecretNamespace?.Length == 0)
            {
                errors.Required(path.Child("azureFile", "secretNamespace"));
            }
        }

        if (spec.ScaleIO is { } scale)
        {
            SourceRules.ScaleIo(scale.Gateway, scale.System, scale.VolumeName, errors, path.Child("scaleIO"));
        }

        if (spec.Csi is { } csi)
        {
            Csi(csi, errors, path.Child("csi"));
        }
    }

    private static void Shared(PersistentVolumeSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.HostPath is { } hostPath)
        {
            SourceRules.Validate(hostPath, errors, path.Child("hostPath"));
        }

        if (spec.Nfs is { } nfs)
        {
            SourceRules.Validate(nfs, errors, path.Child("nfs"));
        }

        if (spec.GcePersistentDisk is { } gce)
        {
            SourceRules.Validate(gce, errors, path.Child("gcePersistentDisk"));
        }

        if (spec.AwsElasticBlockStore is { } aws)
        {
            SourceRules.Validate(aws, errors, path.Child("awsElasticBlockStore"));
        }

        if (spec.Quobyte is { } quobyte)
        {
            SourceRules.Validate(quobyte, errors, path.Child("quobyte"));
        }

        if (spec.Flocker is { } flocker)
        {
            SourceRules.Validate(flocker, errors, path.Child("flocker"));
        }

        if (spec.Fc is { } fc)
        {
            SourceRules.Validate(fc, errors, path.Child("fc"));
        }

        if (spec.AzureDisk is { } disk)
        {
            SourceRules.Validate(disk, errors, path.Child("azureDisk"));
        }

        MemberRules.Required(spec.VsphereVolume?.VolumePath ?? "-", errors, path.Child("vsphereVolume"), "volumePath");
        MemberRules.Required(spec.PhotonPersistentDisk?.PdID ?? "-", errors, path.Child("photonPersistentDisk"), "pdID");
        MemberRules.Required(spec.PortworxVolume?.VolumeID ?? "-", errors, path.Child("portworxVolume"), "volumeID");
    }

    private static void Csi(CSIPersistentVolumeSource csi, FieldErrors errors, FieldPath path)
    {
        CsiRules.Driver(csi.Driver, errors, path);
        MemberRules.Required(csi.VolumeHandle, errors, path, "volumeHandle");
        Secret(csi.ControllerPublishSecretRef, errors, path.Child("controllerPublishSecretRef"));
        Secret(csi.ControllerExpandSecretRef, errors, path.Child("controllerExpandSecretRef"));
        Secret(csi.NodePublishSecretRef, errors, path.Child("nodePublishSecretRef"));
        Secret(csi.NodeExpandSecretRef, errors, path.Child("nodeExpandSecretRef"));
        Secret(csi.NodeStageSecretRef, errors, path.Child("nodeStageSecretRef"));
    }

    private static void Secret(SecretReference? secret, FieldErrors errors, FieldPath path)
    {
        if (secret is null)
        {
            return;
        }

        MemberRules.Required(secret.Name, errors, path, "name");
        MemberRules.Required(secret.Namespace, errors, path, "namespace");
    }
}
