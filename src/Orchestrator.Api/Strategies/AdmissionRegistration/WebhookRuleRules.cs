using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks which requests a webhook or policy is for. A wildcard stands alone.</summary>
internal static class WebhookRuleRules
{
    private const string All = "*";
    private static readonly string[] Operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];
    private static readonly string[] Scopes = ["*", "Cluster", "Namespaced"];

    public static void Validate(MatchRule rule, FieldErrors errors, FieldPath path)
    {
        List(rule.Operations, "operations", errors, path.Child("operations"));
        for (var i = 0; i < (rule.Operations?.Count ?? 0); i++)
        {
            FieldRules.OneOf(rule.Operations![i], Operations, errors, path.Child("operations").Index(i));
        }

        List(rule.ApiGroups, "API groups", errors, path.Child("apiGroups"));
        List(rule.ApiVersions, "API versions", errors, path.Child("apiVersions"));
        for (var i = 0; i < (rule.ApiVersions?.Count ?? 0); i++)
        {
            if (rule.ApiVersions![i].Length == 0)
            {
                errors.Required(path.Child("apiVersions").Index(i));
            }
        }

        Resources(rule.Resources ?? [], errors, path.Child("resources"));
        if (rule.Scope is { } scope)
        {
            FieldRules.OneOf(scope, Scopes, errors, path.Child("scope"));
        }
    }

    private static void List(List<string>? items, string what, FieldErrors errors, FieldPath path)
    {
        if (items is null or [])
        {
            errors.Required(path);
        }
        else if (items.Count > 1 && items.Contains(All))
        {
            errors.Invalid(path, items, $"if '*' is present, must not specify other {what}");
        }
    }

    private static void Resources(List<string> resources, FieldErrors errors, FieldPath path)
    {
        if (resources.Count == 0)
        {
            errors.Required(path);
        }

        HashSet<string> allOfResource = [], ofAllResources = [];
        for (var i = 0; i < resources.Count; i++)
        {
            if (resources[i].Length == 0)
            {
                errors.Required(path.Index(i));
            }
            else if (resources[i].IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash)
            {
                var (resource, subresource) = (resources[i][..slash], resources[i][(slash + 1)..]);
                Covered(allOfResource.Contains(resource), $"{resource}/*", resources[i], errors, path.Index(i));
                Covered(ofAllResources.Contains(subresource), $"*/{subresource}", resources[i], errors, path.Index(i));
                _ = subresource == All && allOfResource.Add(resource);
                _ = resource == All && ofAllResources.Add(subresource);
            }
        }

        if (resources.Count > 1 && resources.Contains("*/*"))
        {
            errors.Invalid(path, resources, "if '*/*' is present, must not specify other resources");
        }

        // A real server judges by the last one that has no subresource.
        var last = resources.FindLast(resource => resource.Length > 0 && !resource.Contains('/', StringComparison.Ordinal));
        if (resources.Contains(All) && last is not (null or All))
        {
            errors.Invalid(path, resources, "if '*' is present, must not specify other resources without subresources");
        }
    }

    private static void Covered(bool covered, string by, string resource, FieldErrors errors, FieldPath path)
    {
        if (covered)
        {
            errors.Invalid(path, resource, $"if '{by}' is present, must not specify {resource}");
        }
    }
}
