using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers;

/// <summary>The resources that controllers work with.</summary>
internal static class KnownResources
{
    public static GroupResource Pods { get; } = new("", "pods");

    public static GroupResource Nodes { get; } = new("", "nodes");

    public static GroupResource Namespaces { get; } = new("", "namespaces");

    public static GroupResource Services { get; } = new("", "services");

    public static GroupResource ServiceAccounts { get; } = new("", "serviceaccounts");

    public static GroupResource Events { get; } = new("", "events");

    public static GroupResource PersistentVolumeClaims { get; } = new("", "persistentvolumeclaims");

    public static GroupResource ReplicationControllers { get; } = new("", "replicationcontrollers");

    public static GroupResource ControllerRevisions { get; } = new("apps", "controllerrevisions");

    public static GroupResource DaemonSets { get; } = new("apps", "daemonsets");

    public static GroupResource StatefulSets { get; } = new("apps", "statefulsets");

    public static GroupResource ReplicaSets { get; } = new("apps", "replicasets");

    public static GroupResource Deployments { get; } = new("apps", "deployments");

    public static GroupResource EndpointSlices { get; } = new("discovery.k8s.io", "endpointslices");

    /// <summary>The group of an apiVersion: <c>apps</c> of <c>apps/v1</c>, nothing of <c>v1</c>.</summary>
    public static string GroupOf(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : apiVersion[..slash];
    }

    /// <summary>The key of an object of a resource.</summary>
    public static ObjectKey Key(this GroupResource resource, string? namespaceName, string name) =>
        new(resource.Group, resource.Resource, namespaceName ?? "", name);
}
