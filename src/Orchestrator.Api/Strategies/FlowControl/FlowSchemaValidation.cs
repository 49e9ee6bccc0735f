using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>Checks flow schemas.</summary>
internal static class FlowSchemaValidation
{
    private const int HighestPrecedence = 10000;
    private const string Exempt = "exempt";
    private static readonly FieldPath Path = FieldPath.Of("spec");
    private static readonly string[] Methods = ["ByNamespace", "ByUser"];

    public static void Spec(string name, FlowSchemaSpec spec, FieldErrors errors)
    {
        Precedence(name, spec.MatchingPrecedence, errors, Path.Child("matchingPrecedence"));
        if (spec.DistinguisherMethod is { } method && !Methods.Contains(method.Type))
        {
            errors.NotSupported(Path.Child("distinguisherMethod", "type"), FieldRules.Json(method), Methods);
        }

        FieldRules.RequiredSubdomain(spec.PriorityLevelConfiguration.Name, errors, Path.Child("priorityLevelConfiguration", "name"), "must reference a priority level");
        for (var i = 0; i < (spec.Rules?.Count ?? 0); i++)
        {
            Rule(spec.Rules![i], errors, Path.Child("rules").Index(i));
        }
    }

    private static void Precedence(string name, int precedence, FieldErrors errors, FieldPath path)
    {
        if (precedence <= 0)
        {
            errors.Invalid(path, precedence, "must be a positive value");
        }

        if (precedence > HighestPrecedence)
        {
            errors.Invalid(path, precedence, $"must not be greater than {HighestPrecedence}");
        }

        if (precedence == 1 && name != Exempt)
        {
            errors.Invalid(path, precedence, $"only the schema named '{Exempt}' may have matchingPrecedence 1");
        }
    }

    private static void Rule(PolicyRulesWithSubjects rule, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < rule.Subjects.Count; i++)
        {
            FlowSubjectRules.Validate(rule.Subjects[i], errors, path.Child("subjects").Index(i));
        }

        if (rule.Subjects.Count == 0)
        {
            errors.Required(path.Child("subjects"), "subjects must contain at least one value");
        }

        if (rule.ResourceRules is null or [] && rule.NonResourceRules is null or [])
        {
            errors.Required(path, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }

        for (var i = 0; i < (rule.ResourceRules?.Count ?? 0); i++)
        {
            FlowRuleRules.Resource(rule.ResourceRules![i], errors, path.Child("resourceRules").Index(i));
        }

        for (var i = 0; i < (rule.NonResourceRules?.Count ?? 0); i++)
        {
            FlowRuleRules.NonResource(rule.NonResourceRules![i], errors, path.Child("nonResourceRules").Index(i));
        }
    }
}
