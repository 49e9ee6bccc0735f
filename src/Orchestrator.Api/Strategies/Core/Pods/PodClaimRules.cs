using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the claims to devices that a pod has.</summary>
internal static class PodClaimRules
{
    public static void Validate(List<PodResourceClaim>? claims, FieldErrors errors, FieldPath spec)
    {
        for (var i = 0; i < (claims?.Count ?? 0); i++)
        {
            var claim = claims![i];
            var path = spec.Child("resourceClaims").Index(i);
            MemberRules.RequiredName(claim.Name, NameRules.Dns1123Label, errors, path, "name");
            if (claim.Name.Length > 0 && claims.FindIndex(other => other.Name == claim.Name) < i)
            {
                errors.Duplicate(path.Child("name"), claim.Name);
            }

            switch (claim)
            {
                case { ResourceClaimName: null, ResourceClaimTemplateName: null }:
                    errors.Invalid(path, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
                    break;
                case { ResourceClaimName: not null, ResourceClaimTemplateName: not null }:
                    errors.Invalid(path, claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
                    break;
            }

            MemberRules.Name(claim.ResourceClaimName, NameRules.Dns1123Subdomain, errors, path, "resourceClaimName");
            MemberRules.Name(claim.ResourceClaimTemplateName, NameRules.Dns1123Subdomain, errors, path, "resourceClaimTemplateName");
        }
    }
}
