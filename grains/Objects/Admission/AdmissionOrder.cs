namespace Orchestrator.Grains.Objects.Admission;

/// <summary>
/// The order of plugins: a real 1.35 server's, of those that it has on by default, and NodeRestriction, which every installer turns on. A plugin is registered
/// anywhere, and its name puts it in its place. In each write first all admit, then, on the final object, all validate.
/// </summary>
/// <remarks>
/// Four places belong to extensions and are free for whoever brings them. <c>MutatingAdmissionPolicy</c> and <c>MutatingAdmissionWebhook</c> come after all built-in
/// plugins that change objects, so what they are shown is complete; <c>ValidatingAdmissionPolicy</c> and <c>ValidatingAdmissionWebhook</c> come before the quota alone,
/// so that what they refuse is never charged. Such a plugin sees every resource: it answers <see cref="IAdmissionPlugin.Handles"/> by the operation, and by its
/// configuration when it is called.
/// </remarks>
public static class AdmissionOrder
{
    /// <summary>Not a plugin of a real server, whose controllers' pods have names by chance.</summary>
    internal const string PodNamesOnce = "PodNamesOnce";

    private static readonly string[] Names =
    [
        "NamespaceLifecycle",
        "LimitRanger",
        "ServiceAccount",
        "NodeRestriction",
        "TaintNodesByCondition",
        "PodSecurity",
        "Priority",
        "DefaultTolerationSeconds",
        "DefaultStorageClass",
        "StorageObjectInUseProtection",
        "PersistentVolumeClaimResize",
        "RuntimeClass",
        "CertificateApproval",
        "CertificateSigning",
        "ClusterTrustBundleAttest",
        "CertificateSubjectRestriction",
        "DefaultIngressClass",
        "PodTopologyLabels",
        "MutatingAdmissionPolicy",
        "MutatingAdmissionWebhook",
        RoleEscalation.RoleEscalationPlugin.PluginName, // not a plugin of a real server, which does this in its storage: after all who may change the object
        PodNamesOnce,
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionWebhook",
        "ResourceQuota",
    ];

    /// <summary>The plugin's place.</summary>
    /// <exception cref="ArgumentException">No plugin of that name has a place.</exception>
    public static int PlaceOf(IAdmissionPlugin plugin)
    {
        var place = Array.IndexOf(Names, plugin.Name);
        return place >= 0 ? place : throw new ArgumentException($"the admission plugin '{plugin.Name}' has no place in the order", nameof(plugin));
    }
}
