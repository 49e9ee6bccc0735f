using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks the webhooks of a configuration.</summary>
internal static class WebhookValidation
{
    private const int LongestTimeout = 30;
    private static readonly FieldPath Path = FieldPath.Of("webhooks");
    private static readonly string[] FailurePolicies = ["Fail", "Ignore"];
    private static readonly string[] MatchPolicies = ["Equivalent", "Exact"];
    private static readonly string[] SideEffects = ["None", "NoneOnDryRun"];
    private static readonly string[] ReviewVersions = ["v1", "v1beta1"];
    private static readonly string Reviews = string.Join(", ", ReviewVersions);

    public static void Validate(IReadOnlyList<WebhookView> hooks, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < hooks.Count; i++)
        {
            One(hooks[i], errors, Path.Index(i));
            Versions(hooks[i].AdmissionReviewVersions, errors, Path.Index(i).Child("admissionReviewVersions"));
            if (hooks[i].Name.Length > 0 && !names.Add(hooks[i].Name))
            {
                errors.Duplicate(Path.Index(i).Child("name"), hooks[i].Name);
            }
        }
    }

    private static void One(WebhookView hook, FieldErrors errors, FieldPath path)
    {
        Name(hook.Name, errors, path.Child("name"));
        for (var i = 0; i < (hook.Rules?.Count ?? 0); i++)
        {
            WebhookRuleRules.Validate(hook.Rules![i], errors, path.Child("rules").Index(i));
        }

        if (hook.FailurePolicy is { } failurePolicy)
        {
            FieldRules.OneOf(failurePolicy, FailurePolicies, errors, path.Child("failurePolicy"));
        }

        if (hook.MatchPolicy is { } matchPolicy)
        {
            FieldRules.OneOf(matchPolicy, MatchPolicies, errors, path.Child("matchPolicy"));
        }

        if (hook.SideEffects is null)
        {
            errors.Required(path.Child("sideEffects"), "must specify one of " + string.Join(", ", SideEffects));
        }
        else
        {
            FieldRules.OneOf(hook.SideEffects, SideEffects, errors, path.Child("sideEffects"));
        }

        if (hook.TimeoutSeconds is < 1 or > LongestTimeout)
        {
            errors.Invalid(path.Child("timeoutSeconds"), hook.TimeoutSeconds, $"the timeout value must be between 1 and {LongestTimeout} seconds");
        }

        LabelSelectorRules.Validate(hook.NamespaceSelector, errors, path.Child("namespaceSelector"));
        LabelSelectorRules.Validate(hook.ObjectSelector, errors, path.Child("objectSelector"));
        WebhookClientRules.Validate(hook.ClientConfig, errors, path.Child("clientConfig"));
        MatchConditionRules.Validate(hook.MatchConditions, errors, path.Child("matchConditions"));
    }

    private static void Name(string name, FieldErrors errors, FieldPath path)
    {
        var messages = name.Length == 0 ? [] : NameRules.Dns1123Subdomain(name);
        if (name.Length == 0)
        {
            errors.Required(path);
        }
        else if (messages.Count > 0)
        {
            errors.Invalid(path, name, string.Join(',', messages));
        }
        else if (name.Count(c => c == '.') < 2)
        {
            errors.Invalid(path, name, "should be a domain with at least three segments separated by dots");
        }
    }

    private static void Versions(List<string> versions, FieldErrors errors, FieldPath path)
    {
        if (versions.Count == 0)
        {
            errors.Required(path, "must specify one of " + Reviews);
            return;
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Count; i++)
        {
            if (!known.Add(versions[i]))
            {
                errors.Duplicate(path.Index(i), versions[i]);
            }
            else
            {
                errors.Invalid(path.Index(i), versions[i], NameRules.Dns1035Label(versions[i]));
            }
        }

        if (!known.Overlaps(ReviewVersions))
        {
            errors.Invalid(path, versions, "must include at least one of " + Reviews);
        }
    }
}
