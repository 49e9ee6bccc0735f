using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Strategies;

/// <summary>Which strategy belongs to which built-in kind. A new strategy is a new file and a line here.</summary>
public static class BuiltInStrategies
{
    private static readonly Dictionary<(string Group, string Resource), IKindStrategy> ByResource = new()
    {
        [("", "configmaps")] = new Core.ConfigMapStrategy(),
        [("", "endpoints")] = new Core.EndpointsStrategy(),
        [("", "events")] = new Core.EventStrategy(),
        [("", "namespaces")] = new Core.NamespaceStrategy(),
        [("", "nodes")] = new Core.NodeStrategy(),
        [("", "pods")] = new Core.Pods.PodStrategy(),
        [("", "secrets")] = new Core.SecretStrategy(),
        [("", "serviceaccounts")] = new Core.ServiceAccountStrategy(),
        [("", "services")] = new Core.Services.ServiceStrategy(),
        [("apps", "deployments")] = new Apps.DeploymentStrategy(),
        [("apps", "replicasets")] = new Apps.ReplicaSetStrategy(),
        [("coordination.k8s.io", "leases")] = new Coordination.LeaseStrategy(),
        [("discovery.k8s.io", "endpointslices")] = new Discovery.EndpointSliceStrategy(),
        [("events.k8s.io", "events")] = new Events.EventStrategy(),
        [("rbac.authorization.k8s.io", "clusterrolebindings")] = new Rbac.ClusterRoleBindingStrategy(),
        [("rbac.authorization.k8s.io", "clusterroles")] = new Rbac.ClusterRoleStrategy(),
        [("rbac.authorization.k8s.io", "rolebindings")] = new Rbac.RoleBindingStrategy(),
        [("rbac.authorization.k8s.io", "roles")] = new Rbac.RoleStrategy(),
    };

    /// <summary>Gives the kinds of a registry their strategies.</summary>
    public static void Attach(KindRegistry registry) => registry.Set(
        [.. registry.All.Where(kind => ByResource.ContainsKey((kind.Group, kind.Resource))).Select(kind => kind with { Strategy = ByResource[(kind.Group, kind.Resource)] })]);
}
