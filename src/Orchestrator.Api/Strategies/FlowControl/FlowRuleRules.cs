using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>Checks what a rule of a flow schema is about: requests for resources, and for other paths.</summary>
internal static class FlowRuleRules
{
    private const string All = "*";
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

    public static void Resource(ResourcePolicyRule rule, FieldErrors errors, FieldPath path)
    {
        CheckVerbs(rule.Verbs, errors, path.Child("verbs"));
        List(rule.ApiGroups, "resource rules must supply at least one api group", "api groups", errors, path.Child("apiGroups"));
        List(rule.Resources, "resource rules must supply at least one resource", "resources", errors, path.Child("resources"));
        Namespaces(rule, errors, path.Child("namespaces"));
    }

    public static void NonResource(NonResourcePolicyRule rule, FieldErrors errors, FieldPath path)
    {
        CheckVerbs(rule.Verbs, errors, path.Child("verbs"));
        var urls = path.Child("nonResourceURLs");
        List(rule.NonResourceURLs, "nonResourceURLs must contain at least one value", "non-resource URLs", errors, urls);
        for (var i = 0; i < rule.NonResourceURLs.Count && !rule.NonResourceURLs.Contains(All); i++)
        {
            if (UrlProblem(rule.NonResourceURLs[i]) is { } problem)
            {
                errors.Invalid(urls.Index(i), rule.NonResourceURLs[i], problem);
            }
        }
    }

    private static void CheckVerbs(List<string> verbs, FieldErrors errors, FieldPath path)
    {
        List(verbs, "verbs must contain at least one value", "verbs", errors, path);
        if (!verbs.Contains(All) && verbs.Exists(verb => !Verbs.Contains(verb)))
        {
            errors.NotSupported(path, verbs, Verbs);
        }
    }

    private static void Namespaces(ResourcePolicyRule rule, FieldErrors errors, FieldPath path)
    {
        if (rule.Namespaces.Count == 0 && rule.ClusterScope == true)
        {
            return;
        }

        List(rule.Namespaces, "resource rules that are not cluster scoped must supply at least one namespace", "namespaces", errors, path);
        for (var i = 0; i < rule.Namespaces.Count && !rule.Namespaces.Contains(All); i++)
        {
            foreach (var message in NameRules.Dns1123Label(rule.Namespaces[i]))
            {
                errors.Invalid(path.Index(i), rule.Namespaces[i], "each member of this list must be '*' or a DNS-1123 label; " + message);
            }
        }
    }

    private static void List(List<string> items, string needed, string what, FieldErrors errors, FieldPath path)
    {
        if (items.Count == 0)
        {
            errors.Required(path, needed);
        }
        else if (items.Count > 1 && items.Contains(All))
        {
            errors.Invalid(path, items, $"if '*' is present, must not specify other {what}");
        }
    }

    private static string? UrlProblem(string url)
    {
        var wildcards = url.Count(c => c == '*');
        return url switch
        {
            "" => "must not be empty",
            "/" => null,
            _ when url[0] != '/' => "must start with slash",
            _ when url.Contains(' ', StringComparison.Ordinal) => "must not contain white-space",
            _ when url.Contains("//", StringComparison.Ordinal) => "must not contain double slash",
            _ when wildcards > 1 || (wildcards == 1 && !url.EndsWith("/*", StringComparison.Ordinal)) => "wildcard can only do suffix matching",
            _ => null,
        };
    }
}
