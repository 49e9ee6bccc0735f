using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Validation;

/// <summary>Checks label selectors that stand in objects.</summary>
public static class LabelSelectorRules
{
    /// <summary>Checks a selector; absent is good.</summary>
    public static void Validate(LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        MetadataRules.Labels(selector?.MatchLabels, errors, path.Child("matchLabels"));
        for (var i = 0; i < (selector?.MatchExpressions?.Count ?? 0); i++)
        {
            Expression(selector!.MatchExpressions![i], errors, path.Child("matchExpressions").Index(i));
        }
    }

    private static void Expression(LabelSelectorRequirement requirement, FieldErrors errors, FieldPath path)
    {
        var count = requirement.Values?.Count ?? 0;
        switch (requirement.Operator)
        {
            case "In" or "NotIn" when count == 0:
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when count > 0:
                errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }

        errors.Invalid(path.Child("key"), requirement.Key, NameRules.QualifiedName(requirement.Key));
        for (var i = 0; i < count; i++)
        {
            errors.Invalid(path.Child("values").Index(i), requirement.Values![i], NameRules.LabelValue(requirement.Values[i]));
        }
    }
}
