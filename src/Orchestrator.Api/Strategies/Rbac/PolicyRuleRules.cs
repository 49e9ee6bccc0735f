using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>Checks the rules of roles: each is about resources or about paths, never both (a real server's <c>ValidatePolicyRule</c>).</summary>
internal static class PolicyRuleRules
{
    private static readonly FieldPath Path = FieldPath.Of("rules");

    /// <summary>Checks all rules of a role.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="namespaced">Whether the role is of a namespace, where there are no paths.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static void Validate(List<PolicyRule> rules, bool namespaced, FieldErrors errors)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            Validate(rules[i], namespaced, errors, i);
        }
    }

    private static void Validate(PolicyRule rule, bool namespaced, FieldErrors errors, int index)
    {
        if (rule.Verbs.Count == 0)
        {
            errors.Required(Path.Index(index).Child("verbs"), "verbs must contain at least one value");
        }

        if (rule.NonResourceURLs is { Count: > 0 } urls)
        {
            ValidatePaths(rule, urls, namespaced, errors, Path.Index(index).Child("nonResourceURLs"));
            return;
        }

        if (rule.ApiGroups is not { Count: > 0 })
        {
            errors.Required(Path.Index(index).Child("apiGroups"), "resource rules must supply at least one api group");
        }

        if (rule.Resources is not { Count: > 0 })
        {
            errors.Required(Path.Index(index).Child("resources"), "resource rules must supply at least one resource");
        }
    }

    private static void ValidatePaths(PolicyRule rule, List<string> urls, bool namespaced, FieldErrors errors, FieldPath path)
    {
        if (namespaced)
        {
            errors.Invalid(path, urls, "namespaced rules cannot apply to non-resource URLs");
        }

        if (rule.ApiGroups is { Count: > 0 } || rule.Resources is { Count: > 0 } || rule.ResourceNames is { Count: > 0 })
        {
            errors.Invalid(path, urls, "rules cannot apply to both regular resources and non-resource URLs");
        }
    }
}
