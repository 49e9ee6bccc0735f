using Orchestrator.Api.Models.Batch.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Whether the indexes that succeeded are enough, by a job's <c>successPolicy</c>.</summary>
internal static class SuccessPolicy
{
    /// <summary>Which rule is met; null when none is.</summary>
    public static string? Met(Job job, CompletionIndexes succeeded)
    {
        var rules = job.Spec.SuccessPolicy?.Rules;
        for (var i = 0; i < (rules?.Count ?? 0); i++)
        {
            if (Meets(rules![i], job.Spec.Completions ?? 0, succeeded))
            {
                return $"Matched rules at index {i}";
            }
        }

        return null;
    }

    private static bool Meets(SuccessPolicyRule rule, int completions, CompletionIndexes succeeded)
    {
        if (rule.SucceededIndexes is not { } text)
        {
            return rule.SucceededCount is { } enough && succeeded.Count >= enough;
        }

        var wanted = CompletionIndexes.Parse(text, completions);
        return wanted.CountIn(succeeded) >= (rule.SucceededCount ?? wanted.Count);
    }
}
