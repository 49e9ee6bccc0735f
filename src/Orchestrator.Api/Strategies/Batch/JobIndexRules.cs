using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks the lists of indexes in a job's status: well-formed, of a job that has indexes, and no index both completed and failed.</summary>
internal static class JobIndexRules
{
    private static readonly FieldPath CompletedPath = FieldPath.Of("status", "completedIndexes");
    private static readonly FieldPath FailedPath = FieldPath.Of("status", "failedIndexes");

    public static void Validate(in JobStatusChange change, FieldErrors errors)
    {
        if (!change.CompletedIndexes && !change.FailedIndexes)
        {
            return;
        }

        var spec = change.Now.Spec;
        var completed = change.Now.Status.CompletedIndexes ?? "";
        var failed = change.Now.Status.FailedIndexes;
        if (change.CompletedIndexes)
        {
            Completed(completed, spec.Completions, spec.CompletionMode == JobDefaults.Indexed, errors);
        }

        if (change.FailedIndexes && failed is not null)
        {
            Failed(failed, spec.Completions, spec.BackoffLimitPerIndex is not null, errors);
        }

        if (failed is not null && spec.Completions is { } completions && Overlap(completed, failed, completions) is { } both)
        {
            errors.Invalid(FailedPath, failed, $"failedIndexes and completedIndexes overlap at index: {Invariant.Text(both)}");
        }
    }

    private static void Completed(string indexes, int? completions, bool indexed, FieldErrors errors)
    {
        if (completions is { } count && IndexIntervals.Check(indexes, count, out _) is { } problem)
        {
            errors.Invalid(CompletedPath, indexes, $"error parsing completedIndexes: {problem}");
        }

        if (indexes.Length > 0 && !indexed)
        {
            errors.Invalid(CompletedPath, indexes, "cannot set non-empty completedIndexes when non-indexed completion mode");
        }
    }

    private static void Failed(string indexes, int? completions, bool limited, FieldErrors errors)
    {
        if (limited && completions is { } count && IndexIntervals.Check(indexes, count, out _) is { } problem)
        {
            errors.Invalid(FailedPath, indexes, $"error parsing failedIndexes: {problem}");
        }

        if (!limited)
        {
            errors.Invalid(FailedPath, indexes, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }
    }

    // Both lists rise, so one walk through both finds the first index that they share. Malformed lists have their own errors.
    private static int? Overlap(string left, string right, int completions)
    {
        if (IndexIntervals.Check(left, completions, out _) is not null || IndexIntervals.Check(right, completions, out _) is not null)
        {
            return null;
        }

        var (a, b) = (IndexIntervals.Read(left), IndexIntervals.Read(right));
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (a[i].First <= b[j].Last && b[j].First <= a[i].Last)
            {
                return Math.Max(a[i].First, b[j].First);
            }

            _ = a[i].Last < b[j].Last ? i++ : j++;
        }

        return null;
    }
}
