using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Checks the shape of match conditions: at most 64, named each otherwise. Their expressions are not compiled here.</summary>
internal static class MatchConditionRules
{
    private const int Most = 64;

    public static void Validate(List<MatchCondition>? conditions, FieldErrors errors, FieldPath path)
    {
        if (conditions?.Count > Most)
        {
            errors.TooMany(path, conditions.Count, Most);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (conditions?.Count ?? 0); i++)
        {
            var condition = conditions![i];
            if (string.IsNullOrWhiteSpace(condition.Expression))
            {
                errors.Required(path.Index(i).Child("expression"));
            }

            if (condition.Name.Length == 0)
            {
                errors.Required(path.Index(i).Child("name"));
                continue;
            }

            errors.Invalid(path.Index(i).Child("name"), condition.Name, NameRules.QualifiedName(condition.Name));
            if (!names.Add(condition.Name))
            {
                errors.Duplicate(path.Index(i).Child("name"), condition.Name);
            }
        }
    }
}
