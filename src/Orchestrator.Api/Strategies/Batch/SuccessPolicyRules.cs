using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks which indexes make a job succeed before all of them have.</summary>
internal static class SuccessPolicyRules
{
    private const int MaximumRules = 20;
    private const int MaximumIndexesLength = 64 * 1024;

    public static void Validate(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.SuccessPolicy is not { } policy)
        {
            return;
        }

        if (spec.CompletionMode != JobDefaults.Indexed)
        {
            errors.Invalid(path, policy, "requires indexed completion mode");
            return;
        }

        var rules = path.Child("rules");
        if (policy.Rules.Count == 0)
        {
            errors.Required(rules, "at least one rules must be specified when the successPolicy is specified");
        }
        else if (policy.Rules.Count > MaximumRules)
        {
            errors.TooMany(rules, policy.Rules.Count, MaximumRules);
        }

        for (var i = 0; i < policy.Rules.Count; i++)
        {
            Rule(policy.Rules[i], spec.Completions ?? 0, errors, rules.Index(i));
        }
    }

    private static void Rule(SuccessPolicyRule rule, int completions, FieldErrors errors, FieldPath path)
    {
        if (rule is { SucceededCount: null, SucceededIndexes: null })
        {
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }

        var total = 0;
        if (rule.SucceededIndexes is { } indexes)
        {
            if (indexes.Length > MaximumIndexesLength)
            {
                errors.TooLong(path.Child("succeededIndexes"), MaximumIndexesLength);
            }

            if (IndexIntervals.Check(indexes, completions, out total) is { } problem)
            {
                errors.Invalid(path.Child("succeededIndexes"), indexes, $"error parsing succeededIndexes: {problem}");
            }
        }

        if (rule.SucceededCount is not { } count)
        {
            return;
        }

        MemberRules.NonNegative(count, errors, path, "succeededCount");
        if (count > completions)
        {
            errors.Invalid(path.Child("succeededCount"), count, $"must be less than or equal to {completions} (the number of specified completions)");
        }

        if (rule.SucceededIndexes is not null && count > total)
        {
            errors.Invalid(path.Child("succeededCount"), count, $"must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)");
        }
    }
}
