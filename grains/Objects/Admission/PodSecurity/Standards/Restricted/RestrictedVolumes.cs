using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

/// <summary>Only volumes that are the cluster's or the pod's own.</summary>
internal static class RestrictedVolumes
{
    public static Violation? Check(PodView pod)
    {
        var volumes = (pod.Spec.Volumes ?? []).FindAll(volume => !IsAllowed(volume));
        if (volumes.Count == 0)
        {
            return null;
        }

        var types = Wording.Set();
        types.UnionWith(volumes.Select(TypeOf));
        return new Violation(
            "restricted volume types",
            $"{Wording.Plural("volume", "volumes", volumes.Count)} {Wording.Quoted(volumes.Select(volume => volume.Name))} {Wording.Plural("uses", "use", volumes.Count)} {Wording.Plural("restricted volume type", "restricted volume types", types.Count)} {Wording.Quoted(types)}");
    }

    private static bool IsAllowed(Volume volume) => volume is
    { ConfigMap: not null } or { Csi: not null } or { DownwardAPI: not null } or { EmptyDir: not null } or { Ephemeral: not null }
        or { PersistentVolumeClaim: not null } or { Projected: not null } or { Secret: not null };

    private static string TypeOf(Volume volume) => volume switch
    {
        { HostPath: not null } => "hostPath",
        { GcePersistentDisk: not null } => "gcePersistentDisk",
        { AwsElasticBlockStore: not null } => "awsElasticBlockStore",
        { GitRepo: not null } => "gitRepo",
        { Nfs: not null } => "nfs",
        { Iscsi: not null } => "iscsi",
        { Glusterfs: not null } => "glusterfs",
        { Rbd: not null } => "rbd",
        { FlexVolume: not null } => "flexVolume",
        { Cinder: not null } => "cinder",
        { Cephfs: not null } => "cephfs",
        { Flocker: not null } => "flocker",
        { Fc: not null } => "fc",
        { AzureFile: not null } => "azureFile",
        { VsphereVolume: not null } => "vsphereVolume",
        { Quobyte: not null } => "quobyte",
        { AzureDisk: not null } => "azureDisk",
        { PhotonPersistentDisk: not null } => "photonPersistentDisk",
        { PortworxVolume: not null } => "portworxVolume",
        { ScaleIO: not null } => "scaleIO",
        { Storageos: not null } => "storageos",
        _ => "unknown",
    };
}
