using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Validation;

/// <summary>Checks the conditions that newer kinds have in their status (<c>metav1.Condition</c>).</summary>
internal static class ConditionRules
{
    private const int LongestReason = 1024;
    private const int LongestMessage = 32 * 1024;
    private const string ReasonPattern = "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?";
    private static readonly string[] Statuses = ["False", "True", "Unknown"];

    public static void Validate(List<Condition>? conditions, FieldErrors errors, FieldPath path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (conditions?.Count ?? 0); i++)
        {
            One(conditions![i], errors, path.Index(i));
            if (!known.Add(conditions[i].Type))
            {
                errors.Duplicate(path.Index(i).Child("type"), conditions[i].Type);
            }
        }
    }

    private static void One(Condition condition, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path.Child("type"), condition.Type, NameRules.QualifiedName(condition.Type));
        FieldRules.OneOf(condition.Status, Statuses, errors, path.Child("status"));
        FieldRules.NonNegative(condition.ObservedGeneration, errors, path.Child("observedGeneration"));
        if (condition.LastTransitionTime is null)
        {
            errors.Required(path.Child("lastTransitionTime"), "must be set");
        }

        Reason(condition.Reason, errors, path.Child("reason"));
        if (condition.Message.Length > LongestMessage)
        {
            errors.TooLong(path.Child("message"), LongestMessage);
        }
    }

    private static void Reason(string reason, FieldErrors errors, FieldPath path)
    {
        if (reason.Length == 0)
        {
            errors.Required(path, "must be set");
            return;
        }

        if (!char.IsAsciiLetter(reason[0])
            || (!char.IsAsciiLetterOrDigit(reason[^1]) && reason[^1] != '_')
            || reason.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or ',' or ':')))
        {
            errors.Invalid(path, reason, NameRules.Pattern(
                "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', "
                + "and must end with an alphanumeric character or '_'",
                ReasonPattern,
                "my_name",
                "MY_NAME",
                "MyName",
                "ReasonA,ReasonB",
                "ReasonA:ReasonB"));
        }

        if (reason.Length > LongestReason)
        {
            errors.TooLong(path, LongestReason);
        }
    }
}
