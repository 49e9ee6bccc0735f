using System.Collections.Frozen;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>The few ways in which a real server's storage differs between kinds, as data.</summary>
internal static class KindRules
{
    private const string Core = "";
    private const string Rbac = "rbac.authorization.k8s.io";
    private const string Storage = "storage.k8s.io";

    private static readonly FrozenSet<GroupResource> CreatedByUpdate = new GroupResource[]
    {
        new(Core, "endpoints"), new(Core, "events"), new(Core, "limitranges"), new(Core, "services"),
        new("coordination.k8s.io", "leases"), new("events.k8s.io", "events"),
        new(Rbac, "roles"), new(Rbac, "rolebindings"), new(Rbac, "clusterroles"), new(Rbac, "clusterrolebindings"),
    }.ToFrozenSet();

    private static readonly FrozenSet<GroupResource> AlwaysConditional = new GroupResource[]
    {
        new("coordination.k8s.io", "leases"), new("policy", "poddisruptionbudgets"), new("node.k8s.io", "runtimeclasses"),
        new(Storage, "csinodes"), new(Storage, "csidrivers"), new(Storage, "volumeattachments"),
        new("apiextensions.k8s.io", "customresourcedefinitions"), new("apiregistration.k8s.io", "apiservices"),
        new("admissionregistration.k8s.io", "mutatingwebhookconfigurations"), new("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
        new("storagemigration.k8s.io", "storageversionmigrations"),
    }.ToFrozenSet();

    private static readonly FrozenSet<GroupResource> ShownWhenDeleted = new GroupResource[]
    {
        new(Core, "pods"), new(Core, "podtemplates"), new(Core, "persistentvolumes"), new(Core, "persistentvolumeclaims"),
        new(Core, "resourcequotas"), new(Core, "services"), new(Core, "serviceaccounts"),
        new(Storage, "storageclasses"), new(Storage, "volumeattachments"), new(Storage, "csinodes"), new(Storage, "csidrivers"),
    }.ToFrozenSet();

    /// <summary>The finalizer that a deletion puts on an object whose own content goes first; null for most.</summary>
    public static string? CleanupFinalizer(GroupResource resource) =>
        resource is { Group: "apiextensions.k8s.io", Resource: "customresourcedefinitions" } ? "customresourcecleanup.apiextensions.k8s.io" : null;

    /// <summary>
    /// Whether a delete that says nothing of the dependents leaves them (<c>DefaultGarbageCollectionPolicy</c>): as these kinds did before there was a garbage collector. kubectl always
    /// says what it wants.
    /// </summary>
    public static bool OrphansDependents(GroupResource resource) => resource is { Group: Core, Resource: "replicationcontrollers" } or { Group: "batch", Resource: "jobs" };

    /// <summary>What is said to somebody who deletes such an object without a policy; null for most.</summary>
    public static string? WarningOfOrphans(GroupResource resource) => resource is { Group: "batch", Resource: "jobs" }
        ? "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning"
        : null;

    /// <summary>Whether a PUT of an object that does not exist creates it (<c>AllowCreateOnUpdate</c>).</summary>
    public static bool AllowsCreateOnUpdate(GroupResource resource) => CreatedByUpdate.Contains(resource);

    /// <summary>Whether an update may leave out the resourceVersion (<c>AllowUnconditionalUpdate</c>).</summary>
    public static bool AllowsUnconditionalUpdate(GroupResource resource) => !AlwaysConditional.Contains(resource);

    /// <summary>Whether a delete answers with the object instead of a Status (<c>ReturnDeletedObject</c>).</summary>
    public static bool ShowsDeletedObject(GroupResource resource) => ShownWhenDeleted.Contains(resource);
}
