using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>The members of a persistent volume that say where it is; exactly one must be set, and it stays.</summary>
internal static class PersistentVolumeSources
{
    /// <summary>The names of those that are set.</summary>
    public static List<string> Of(PersistentVolumeSpec spec)
    {
        var set = new List<string>(1);
        Add("gcePersistentDisk", spec.GcePersistentDisk);
        Add("awsElasticBlockStore", spec.AwsElasticBlockStore);
        Add("hostPath", spec.HostPath);
        Add("glusterfs", spec.Glusterfs);
        Add("nfs", spec.Nfs);
        Add("rbd", spec.Rbd);
        Add("quobyte", spec.Quobyte);
        Add("cephFS", spec.Cephfs);
        Add("iscsi", spec.Iscsi);
        Add("cinder", spec.Cinder);
        Add("fc", spec.Fc);
        Add("flocker", spec.Flocker);
        Add("flexVolume", spec.FlexVolume);
        Add("azureFile", spec.AzureFile);
        Add("vsphereVolume", spec.VsphereVolume);
        Add("photonPersistentDisk", spec.PhotonPersistentDisk);
        Add("portworxVolume", spec.PortworxVolume);
        Add("azureDisk", spec.AzureDisk);
        Add("scaleIO", spec.ScaleIO);
        Add("local", spec.Local);
        Add("storageos", spec.Storageos);
        Add("csi", spec.Csi);
        return set;

        void Add(string name, IJsonModel? source)
        {
            if (source is not null)
            {
                set.Add(name);
            }
        }
    }

    /// <summary>The spec with nothing but its sources.</summary>
    public static PersistentVolumeSpec Only(PersistentVolumeSpec spec) => new()
    {
        GcePersistentDisk = spec.GcePersistentDisk,
        AwsElasticBlockStore = spec.AwsElasticBlockStore,
        HostPath = spec.HostPath,
        Glusterfs = spec.Glusterfs,
        Nfs = spec.Nfs,
        Rbd = spec.Rbd,
        Quobyte = spec.Quobyte,
        Cephfs = spec.Cephfs,
        Iscsi = spec.Iscsi,
        Cinder = spec.Cinder,
        Fc = spec.Fc,
        Flocker = spec.Flocker,
        FlexVolume = spec.FlexVolume,
        AzureFile = spec.AzureFile,
        VsphereVolume = spec.VsphereVolume,
        PhotonPersistentDisk = spec.PhotonPersistentDisk,
        PortworxVolume = spec.PortworxVolume,
        AzureDisk = spec.AzureDisk,
        ScaleIO = spec.ScaleIO,
        Local = spec.Local,
        Storageos = spec.Storageos,
        Csi = spec.Csi,
    };
}
