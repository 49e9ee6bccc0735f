using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>
/// Access to devices that others use is for namespaces that somebody has marked for it. Where it is asked for, or given, is said here; whether the namespace is marked
/// depends on the cluster.
/// </summary>
public static class AdminAccess
{
    /// <summary>The label of namespaces that may have it; its value is <c>true</c>.</summary>
    public const string NamespaceLabel = "resource.kubernetes.io/admin-access";

    /// <summary>Why it is refused elsewhere.</summary>
    public const string Refusal = $"admin access to devices requires the `{NamespaceLabel}: true` label on the containing namespace";

    /// <summary>Whether a namespace with these labels may have it.</summary>
    public static bool IsAllowedBy(IReadOnlyDictionary<string, string> namespaceLabels) => namespaceLabels.TryGetValue(NamespaceLabel, out var value) && value == "true";

    /// <summary>The first request of a claim that asks for it; null when none does. Alternatives cannot.</summary>
    public static FieldPath? Asked(DeviceClaim claim)
    {
        var at = claim.Requests?.FindIndex(static request => request.Exactly?.AdminAccess == true) ?? -1;
        return at < 0 ? null : FieldPath.Of("spec").Child("devices", "requests").Index(at).Child("adminAccess");
    }

    /// <summary>The first device that is given with it; null when none is.</summary>
    public static FieldPath? Given(ResourceClaimStatus status)
    {
        var at = status.Allocation?.Devices.Results?.FindIndex(static result => result.AdminAccess == true) ?? -1;
        return at < 0 ? null : FieldPath.Of("status", "allocation").Child("devices", "results").Index(at).Child("adminAccess");
    }
}
