using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>The resources that plugins have to do with.</summary>
internal static class Resources
{
    public static GroupResource Pods { get; } = new("", "pods");

    public static GroupResource Nodes { get; } = new("", "nodes");

    public static GroupResource Namespaces { get; } = new("", "namespaces");

    public static GroupResource ServiceAccounts { get; } = new("", "serviceaccounts");

    public static GroupResource LimitRanges { get; } = new("", "limitranges");

    public static GroupResource ResourceQuotas { get; } = new("", "resourcequotas");

    public static GroupResource PersistentVolumes { get; } = new("", "persistentvolumes");

    public static GroupResource PersistentVolumeClaims { get; } = new("", "persistentvolumeclaims");

    public static GroupResource Services { get; } = new("", "services");

    public static GroupResource StorageClasses { get; } = new("storage.k8s.io", "storageclasses");

    public static GroupResource VolumeAttributesClasses { get; } = new("storage.k8s.io", "volumeattributesclasses");

    public static GroupResource CSINodes { get; } = new("storage.k8s.io", "csinodes");

    public static GroupResource Ingresses { get; } = new("networking.k8s.io", "ingresses");

    public static GroupResource IngressClasses { get; } = new("networking.k8s.io", "ingressclasses");

    public static GroupResource RuntimeClasses { get; } = new("node.k8s.io", "runtimeclasses");

    public static GroupResource PriorityClasses { get; } = new("scheduling.k8s.io", "priorityclasses");

    public static GroupResource Leases { get; } = new("coordination.k8s.io", "leases");

    public static GroupResource ResourceClaims { get; } = new("resource.k8s.io", "resourceclaims");

    public static GroupResource ResourceSlices { get; } = new("resource.k8s.io", "resourceslices");

    public static GroupResource SigningRequests { get; } = new("certificates.k8s.io", "certificatesigningrequests");

    public static GroupResource ClusterTrustBundles { get; } = new("certificates.k8s.io", "clustertrustbundles");

    /// <summary>The key of an object of a resource.</summary>
    public static ObjectKey At(this GroupResource resource, string namespaceName, string name) => new(resource.Group, resource.Resource, namespaceName, name);
}
