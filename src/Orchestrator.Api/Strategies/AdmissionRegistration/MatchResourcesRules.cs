using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks which objects a policy or its binding is for.</summary>
internal static class MatchResourcesRules
{
    private static readonly string[] MatchPolicies = ["Equivalent", "Exact"];

    public static void Validate(MatchResources? match, FieldErrors errors, FieldPath path)
    {
        if (match is null)
        {
            return;
        }

        if (match.MatchPolicy is null)
        {
            errors.Required(path.Child("matchPolicy"));
        }
        else
        {
            FieldRules.OneOf(match.MatchPolicy, MatchPolicies, errors, path.Child("matchPolicy"));
        }

        LabelSelectorRules.Validate(match.NamespaceSelector, errors, path.Child("namespaceSelector"));
        LabelSelectorRules.Validate(match.ObjectSelector, errors, path.Child("objectSelector"));
        Rules(match.ResourceRules, errors, path.Child("resourceRules"));
        Rules(match.ExcludeResourceRules, errors, path.Child("excludeResourceRules"));
    }

    private static void Rules(List<NamedRuleWithOperations>? rules, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (rules?.Count ?? 0); i++)
        {
            Names(rules![i].ResourceNames ?? [], errors, path.Index(i).Child("resourceNames"));
            WebhookRuleRules.Validate(rules[i], errors, path.Index(i));
        }
    }

    private static void Names(List<string> names, FieldErrors errors, FieldPath path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            errors.Invalid(path.Index(i), names[i], NameRules.PathSegment(names[i]));
            if (!known.Add(names[i]))
            {
                errors.Duplicate(path.Index(i), names[i]);
            }
        }
    }
}
