using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks the shape of admission policies. Their expressions are not compiled here.</summary>
internal static class AdmissionPolicyValidation
{
    private const string SomethingNeeded = "validations or auditAnnotations must contain at least one item";
    private const int MostAnnotations = 20;
    private static readonly FieldPath Path = FieldPath.Of("spec");
    private static readonly string[] FailurePolicies = ["Fail", "Ignore"];

    public static void Spec(ValidatingAdmissionPolicy policy, FieldErrors errors)
    {
        var spec = policy.Spec;
        FieldRules.OneOf(spec.FailurePolicy ?? "", FailurePolicies, errors, Path.Child("failurePolicy"));
        if (spec.ParamKind is { } kind)
        {
            Kind(kind, errors, Path.Child("paramKind"));
        }

        if (spec.MatchConstraints is not { } match)
        {
            errors.Required(Path.Child("matchConstraints"));
        }
        else
        {
            MatchResourcesRules.Validate(match, errors, Path.Child("matchConstraints"));
            if (match.ResourceRules is null or [])
            {
                errors.Required(Path.Child("matchConstraints", "resourceRules"));
            }
        }

        MatchConditionRules.Validate(spec.MatchConditions, errors, Path.Child("matchConditions"));
        AdmissionExpressionRules.Variables(spec.Variables ?? [], errors, Path.Child("variables"));
        if (spec.Validations is null or [] && spec.AuditAnnotations is null or [])
        {
            errors.Required(Path.Child("validations"), SomethingNeeded);
            errors.Required(Path.Child("auditAnnotations"), SomethingNeeded);
        }

        AdmissionExpressionRules.Validations(spec.Validations ?? [], errors, Path.Child("validations"));
        if (spec.AuditAnnotations?.Count > MostAnnotations)
        {
            errors.TooMany(Path.Child("auditAnnotations"), spec.AuditAnnotations.Count, MostAnnotations);
        }

        AdmissionExpressionRules.Annotations(policy.Metadata.Name ?? "", spec.AuditAnnotations ?? [], errors, Path.Child("auditAnnotations"));
    }

    public static void Status(ValidatingAdmissionPolicyStatus status, FieldErrors errors)
    {
        var path = FieldPath.Of("status", "typeChecking").Child("expressionWarnings");
        var warnings = status.TypeChecking?.ExpressionWarnings ?? [];
        for (var i = 0; i < warnings.Count; i++)
        {
            if (warnings[i].Warning.Length == 0)
            {
                errors.Required(path.Index(i).Child("warning"));
            }

            if (string.IsNullOrWhiteSpace(warnings[i].FieldRef))
            {
                errors.Required(path.Index(i).Child("fieldRef"));
            }
        }

        ConditionRules.Validate(status.Conditions, errors, FieldPath.Of("status", "conditions"));
    }

    private static void Kind(ParamKind kind, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(kind.ApiVersion))
        {
            errors.Required(path.Child("apiVersion"));
        }
        else if (kind.ApiVersion.Count(c => c == '/') > 1)
        {
            errors.Invalid(path.Child("apiVersion"), kind.ApiVersion, $"unexpected GroupVersion string: {kind.ApiVersion}");
        }

        if (string.IsNullOrEmpty(kind.Kind))
        {
            errors.Required(path.Child("kind"));
        }
        else if (NameRules.Dns1035Label(kind.Kind.ToLowerInvariant()) is { Count: > 0 } messages)
        {
            errors.Invalid(path.Child("kind"), kind.Kind, "may have mixed case, but should otherwise match: " + string.Join(',', messages));
        }
    }
}
