using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Strategies;

/// <summary>Which strategy belongs to which built-in kind. A new strategy is a new file and a line here.</summary>
public static class BuiltInStrategies
{
    private static readonly Dictionary<(string Group, string Resource), IKindStrategy> ByResource = new()
    {
        [("", "componentstatuses")] = new Core.ComponentStatusStrategy(),
        [("", "configmaps")] = new Core.ConfigMapStrategy(),
        [("", "endpoints")] = new Core.EndpointsStrategy(),
        [("", "events")] = new Core.EventStrategy(),
        [("", "limitranges")] = new Core.Quotas.LimitRangeStrategy(),
        [("", "namespaces")] = new Core.NamespaceStrategy(),
        [("", "nodes")] = new Core.NodeStrategy(),
        [("", "persistentvolumeclaims")] = new Core.Volumes.PersistentVolumeClaimStrategy(),
        [("", "persistentvolumes")] = new Core.Volumes.PersistentVolumeStrategy(),
        [("", "pods")] = new Core.Pods.PodStrategy(),
        [("", "podtemplates")] = new Core.PodTemplateStrategy(),
        [("", "replicationcontrollers")] = new Core.ReplicationControllerStrategy(),
        [("", "resourcequotas")] = new Core.Quotas.ResourceQuotaStrategy(),
        [("", "secrets")] = new Core.SecretStrategy(),
        [("", "serviceaccounts")] = new Core.ServiceAccountStrategy(),
        [("", "services")] = new Core.Services.ServiceStrategy(),
        [("admissionregistration.k8s.io", "mutatingwebhookconfigurations")] = new AdmissionRegistration.MutatingWebhookConfigurationStrategy(),
        [("admissionregistration.k8s.io", "validatingadmissionpolicies")] = new AdmissionRegistration.ValidatingAdmissionPolicyStrategy(),
        [("admissionregistration.k8s.io", "validatingadmissionpolicybindings")] = new AdmissionRegistration.ValidatingAdmissionPolicyBindingStrategy(),
        [("admissionregistration.k8s.io", "validatingwebhookconfigurations")] = new AdmissionRegistration.ValidatingWebhookConfigurationStrategy(),
        [("apiextensions.k8s.io", "customresourcedefinitions")] = new ApiExtensions.CustomResourceDefinitionStrategy(),
        [("apiregistration.k8s.io", "apiservices")] = new ApiRegistration.APIServiceStrategy(),
        [("apps", "controllerrevisions")] = new Apps.ControllerRevisionStrategy(),
        [("apps", "daemonsets")] = new Apps.DaemonSetStrategy(),
        [("apps", "deployments")] = new Apps.DeploymentStrategy(),
        [("apps", "replicasets")] = new Apps.ReplicaSetStrategy(),
        [("certificates.k8s.io", "certificatesigningrequests")] = new Certificates.CertificateSigningRequestStrategy(),
        [("apps", "statefulsets")] = new Apps.StatefulSetStrategy(),
        [("autoscaling", "horizontalpodautoscalers")] = new Autoscaling.HorizontalPodAutoscalerStrategy(),
        [("batch", "cronjobs")] = new Batch.CronJobStrategy(),
        [("batch", "jobs")] = new Batch.JobStrategy(),
        [("coordination.k8s.io", "leases")] = new Coordination.LeaseStrategy(),
        [("discovery.k8s.io", "endpointslices")] = new Discovery.EndpointSliceStrategy(),
        [("events.k8s.io", "events")] = new Events.EventStrategy(),
        [("flowcontrol.apiserver.k8s.io", "flowschemas")] = new FlowControl.FlowSchemaStrategy(),
        [("flowcontrol.apiserver.k8s.io", "prioritylevelconfigurations")] = new FlowControl.PriorityLevelConfigurationStrategy(),
        [("networking.k8s.io", "ingresses")] = new Networking.IngressStrategy(),
        [("networking.k8s.io", "ingressclasses")] = new Networking.IngressClassStrategy(),
        [("networking.k8s.io", "ipaddresses")] = new Networking.IPAddressStrategy(),
        [("networking.k8s.io", "networkpolicies")] = new Networking.NetworkPolicyStrategy(),
        [("networking.k8s.io", "servicecidrs")] = new Networking.ServiceCIDRStrategy(),
        [("node.k8s.io", "runtimeclasses")] = new Nodes.RuntimeClassStrategy(),
        [("policy", "poddisruptionbudgets")] = new Policy.PodDisruptionBudgetStrategy(),
        [("resource.k8s.io", "deviceclasses")] = new ResourceClaims.DeviceClassStrategy(),
        [("resource.k8s.io", "resourceclaims")] = new ResourceClaims.ResourceClaimStrategy(),
        [("resource.k8s.io", "resourceclaimtemplates")] = new ResourceClaims.ResourceClaimTemplateStrategy(),
        [("resource.k8s.io", "resourceslices")] = new ResourceClaims.ResourceSliceStrategy(),
        [("scheduling.k8s.io", "priorityclasses")] = new Scheduling.PriorityClassStrategy(),
        [("storage.k8s.io", "csidrivers")] = new Storage.CSIDriverStrategy(),
        [("storage.k8s.io", "csinodes")] = new Storage.CSINodeStrategy(),
        [("storage.k8s.io", "csistoragecapacities")] = new Storage.CSIStorageCapacityStrategy(),
        [("storage.k8s.io", "storageclasses")] = new Storage.StorageClassStrategy(),
        [("storage.k8s.io", "volumeattachments")] = new Storage.VolumeAttachmentStrategy(),
        [("storage.k8s.io", "volumeattributesclasses")] = new Storage.VolumeAttributesClassStrategy(),
        [("storagemigration.k8s.io", "storageversionmigrations")] = new StorageMigration.StorageVersionMigrationStrategy(),
        [("rbac.authorization.k8s.io", "clusterrolebindings")] = new Rbac.ClusterRoleBindingStrategy(),
        [("rbac.authorization.k8s.io", "clusterroles")] = new Rbac.ClusterRoleStrategy(),
        [("rbac.authorization.k8s.io", "rolebindings")] = new Rbac.RoleBindingStrategy(),
        [("rbac.authorization.k8s.io", "roles")] = new Rbac.RoleStrategy(),
    };

    /// <summary>Gives the kinds of a registry their strategies, and their conversions to those that are stored in another form.</summary>
    public static void Attach(KindRegistry registry) => registry.Set([.. registry.All.Select(WithStrategy)]);

    private static KindDescriptor WithStrategy(KindDescriptor kind)
    {
        var converted = BuiltInConversions.Of(kind);
        return kind.IsStorageVersion && ByResource.TryGetValue((kind.Group, kind.Resource), out var strategy) ? converted with { Strategy = strategy } : converted;
    }
}
