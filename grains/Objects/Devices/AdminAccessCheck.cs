using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies.ResourceClaims;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Devices;

/// <summary>
/// Lets claims of devices, and templates of them, ask for administrators' access in namespaces that are marked for it alone (<c>AuthorizedForAdmin</c>). What is asked for
/// never changes, so it is looked at when it is made; and when it is given, since the mark may be gone by then.
/// </summary>
internal static class AdminAccessCheck
{
    /// <summary>Says in the errors when it is refused.</summary>
    public static async ValueTask CheckAsync(WriteContext context, IKubeObject value, IKubeObject? old, FieldErrors errors)
    {
        var asked = (value, old) switch
        {
            (ResourceClaim claim, null) => AdminAccess.Asked(claim.Spec.Devices),
            (ResourceClaimTemplate template, null) => AdminAccess.Asked(template.Spec.Spec.Devices),
            (ResourceClaim claim, ResourceClaim before) when AdminAccess.Given(before.Status) is null => AdminAccess.Given(claim.Status),
            _ => null,
        };
        if (asked is null || IsAllowed(context) == true)
        {
            return;
        }

        // Somebody may just have marked the namespace, or made it, on another silo.
        await context.Services.Replica.CatchUpAsync(CancellationToken.None);
        switch (IsAllowed(context))
        {
            case null:
                errors.InternalError(asked, $"could not retrieve namespace to verify admin access: namespaces \"{context.Key.Namespace}\" not found");
                break;
            case false:
                errors.Forbidden(asked, AdminAccess.Refusal);
                break;
        }
    }

    /// <summary>Whether the namespace is marked; null when there is none.</summary>
    private static bool? IsAllowed(WriteContext context) =>
        context.Services.Replica.Get(new ObjectKey("", "namespaces", "", context.Key.Namespace)) is { } found ? AdminAccess.IsAllowedBy(found.Labels) : null;
}
