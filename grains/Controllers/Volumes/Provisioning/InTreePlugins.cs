namespace Orchestrator.Grains.Controllers.Volumes.Provisioning;

/// <summary>The drivers that took over from plugins which were part of Kubernetes once (<c>k8s.io/csi-translation-lib</c>).</summary>
internal static class InTreePlugins
{
    private static readonly Dictionary<string, string> Drivers = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/aws-ebs"] = "ebs.csi.aws.com",
        ["kubernetes.io/gce-pd"] = "pd.csi.storage.gke.io",
        ["kubernetes.io/cinder"] = "cinder.csi.openstack.org",
        ["kubernetes.io/azure-disk"] = "disk.csi.azure.com",
        ["kubernetes.io/azure-file"] = "file.csi.azure.com",
        ["kubernetes.io/vsphere-volume"] = "csi.vsphere.vmware.com",
        ["kubernetes.io/portworx-volume"] = "pxd.portworx.com",
    };

    /// <summary>The driver, or null.</summary>
    public static string? DriverOf(string plugin) => Drivers.GetValueOrDefault(plugin);
}
