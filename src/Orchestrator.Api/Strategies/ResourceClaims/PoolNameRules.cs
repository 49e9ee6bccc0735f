using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>The name of a pool of devices: DNS subdomains with slashes between them.</summary>
internal static class PoolNameRules
{
    public static void Validate(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (name.Length > NameRules.MaximumSubdomainLength)
        {
            errors.TooLong(path, NameRules.MaximumSubdomainLength);
        }

        foreach (var part in name.Split('/'))
        {
            errors.Invalid(path, part, NameRules.Dns1123Subdomain(part));
        }
    }
}
