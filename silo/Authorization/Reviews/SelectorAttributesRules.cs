using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>Checks the selectors of a review. Operators that this server does not know are let through: a newer client may ask.</summary>
internal static class SelectorAttributesRules
{
    /// <summary>Checks a field selector.</summary>
    public static void Validate(FieldSelectorAttributes selector, FieldErrors errors, FieldPath path)
    {
        CheckForm(selector.RawSelector, selector.Requirements?.Count ?? 0, errors, path);
        for (var i = 0; i < (selector.Requirements?.Count ?? 0); i++)
        {
            var requirement = selector.Requirements![i];
            var at = path.Child("requirements").Index(i);
            if (requirement.Key.Length == 0)
            {
                errors.Required(at.Child("key"), "must be specified");
            }

            CheckValues(requirement.Operator, requirement.Values?.Count ?? 0, errors, at.Child("values"));
        }
    }

    /// <summary>Checks a label selector.</summary>
    public static void Validate(LabelSelectorAttributes selector, FieldErrors errors, FieldPath path)
    {
        CheckForm(selector.RawSelector, selector.Requirements?.Count ?? 0, errors, path);
        for (var i = 0; i < (selector.Requirements?.Count ?? 0); i++)
        {
            Validate(selector.Requirements![i], errors, path.Child("requirements").Index(i));
        }
    }

    private static void Validate(LabelSelectorRequirement requirement, FieldErrors errors, FieldPath path)
    {
        CheckValues(requirement.Operator, requirement.Values?.Count ?? 0, errors, path.Child("values"));
        errors.Invalid(path.Child("key"), requirement.Key, NameRules.QualifiedName(requirement.Key));
        for (var i = 0; i < (requirement.Values?.Count ?? 0); i++)
        {
            errors.Invalid(path.Child("values").Index(i), requirement.Values![i], NameRules.LabelValue(requirement.Values[i]));
        }
    }

    private static void CheckForm(string? raw, int requirements, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(raw) && requirements > 0)
        {
            errors.Invalid(path.Child("rawSelector"), raw, "may not specified at the same time as requirements");
        }
        else if (string.IsNullOrEmpty(raw) && requirements == 0)
        {
            errors.Required(path.Child("requirements"), $"when {path} is specified, requirements or rawSelector is required");
        }
    }

    private static void CheckValues(string op, int count, FieldErrors errors, FieldPath path)
    {
        if (op is "In" or "NotIn" && count == 0)
        {
            errors.Required(path, "must be specified when `operator` is 'In' or 'NotIn'");
        }
        else if (op is "Exists" or "DoesNotExist" && count > 0)
        {
            errors.Forbidden(path, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
    }
}
