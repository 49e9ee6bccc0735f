using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>The members of a volume that say where it comes from; exactly one must be set.</summary>
internal static class VolumeSources
{
    /// <summary>The names of those that are set, in the order of the API.</summary>
    public static List<string> Of(Volume volume)
    {
        var set = new List<string>(1);
        Add(set, "emptyDir", volume.EmptyDir);
        Add(set, "hostPath", volume.HostPath);
        Add(set, "gitRepo", volume.GitRepo);
        Add(set, "gcePersistentDisk", volume.GcePersistentDisk);
        Add(set, "awsElasticBlockStore", volume.AwsElasticBlockStore);
        Add(set, "secret", volume.Secret);
        Add(set, "nfs", volume.Nfs);
        Add(set, "iscsi", volume.Iscsi);
        Add(set, "glusterfs", volume.Glusterfs);
        Add(set, "flocker", volume.Flocker);
        Add(set, "persistentVolumeClaim", volume.PersistentVolumeClaim);
        Add(set, "rbd", volume.Rbd);
        Add(set, "cinder", volume.Cinder);
        Add(set, "cephFS", volume.Cephfs);
        Add(set, "quobyte", volume.Quobyte);
        Add(set, "downwardAPI", volume.DownwardAPI);
        Add(set, "fc", volume.Fc);
        Add(set, "flexVolume", volume.FlexVolume);
        Add(set, "configMap", volume.ConfigMap);
        Add(set, "azureFile", volume.AzureFile);
        Add(set, "vsphereVolume", volume.VsphereVolume);
        Add(set, "photonPersistentDisk", volume.PhotonPersistentDisk);
        Add(set, "portworxVolume", volume.PortworxVolume);
        Add(set, "azureDisk", volume.AzureDisk);
        Add(set, "storageos", volume.Storageos);
        Add(set, "projected", volume.Projected);
        Add(set, "scaleIO", volume.ScaleIO);
        Add(set, "csi", volume.Csi);
        Add(set, "ephemeral", volume.Ephemeral);
        Add(set, "image", volume.Image);
        return set;
    }

    private static void Add(List<string> set, string name, IJsonModel? source)
    {
        if (source is not null)
        {
            set.Add(name);
        }
    }
}
