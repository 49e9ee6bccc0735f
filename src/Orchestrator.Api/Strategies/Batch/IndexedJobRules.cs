using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks what depends on whether a job's completions have indexes, and the limits within which indexes can be tracked.</summary>
internal static class IndexedJobRules
{
    private const int Many = 100_000;
    private const int ManyAtOnce = 10_000;
    private const string BeyondLimits = "must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index";

    public static void Validate(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.CompletionMode == JobDefaults.Indexed)
        {
            Indexed(spec, errors, path);
        }
        else if (spec.CompletionMode == "NonIndexed")
        {
            if (spec.BackoffLimitPerIndex is { } limit)
            {
                errors.Invalid(path.Child("backoffLimitPerIndex"), limit, "requires indexed completion mode");
            }

            if (spec.MaxFailedIndexes is { } failed)
            {
                errors.Invalid(path.Child("maxFailedIndexes"), failed, "requires indexed completion mode");
            }
        }
    }

    public static void MaxFailedIndexes(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.MaxFailedIndexes is not { } failed)
        {
            return;
        }

        if (failed < 0)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), failed, "must be greater than or equal to 0");
        }

        if (spec.BackoffLimitPerIndex is null)
        {
            errors.Required(path.Child("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
        }
    }

    /// <summary>Each pod's host name is the job's name and its index: a name that is too long for the last index could not be run later.</summary>
    public static void Hostnames(Job job, FieldErrors errors)
    {
        if (job.Spec is not { CompletionMode: JobDefaults.Indexed, Completions: > 0 and var completions })
        {
            return;
        }

        var longest = $"{job.Metadata.Name}-{Invariant.Text(completions - 1)}";
        if (NameRules.Dns1123Label(longest).Count > 0)
        {
            errors.Invalid(FieldPath.Of("metadata", "name"), job.Metadata.Name, $"will not able to create pod with invalid DNS label: {longest}");
        }
    }

    private static void Indexed(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.Completions is null)
        {
            errors.Required(path.Child("completions"), $"when completion mode is {JobDefaults.Indexed}");
        }

        if (spec.Parallelism > Many)
        {
            errors.Invalid(path.Child("parallelism"), spec.Parallelism, $"must be less than or equal to {Many} when completion mode is {JobDefaults.Indexed}");
        }

        if (spec.Completions is { } completions && spec.MaxFailedIndexes > completions)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), spec.MaxFailedIndexes, "must be less than or equal to completions");
        }

        if (spec.MaxFailedIndexes > Many)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), spec.MaxFailedIndexes, $"must be less than or equal to {Many}");
        }

        if (spec is { Completions: > Many, BackoffLimitPerIndex: not null })
        {
            BeyondLimit(spec, errors, path);
        }
    }

    private static void BeyondLimit(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.MaxFailedIndexes is null)
        {
            errors.Required(path.Child("maxFailedIndexes"), $"must be specified when completions is above {Many}");
        }

        if (spec.Parallelism > ManyAtOnce)
        {
            errors.Invalid(path.Child("parallelism"), spec.Parallelism, BeyondLimits);
        }

        if (spec.MaxFailedIndexes > ManyAtOnce)
        {
            errors.Invalid(path.Child("maxFailedIndexes"), spec.MaxFailedIndexes, BeyondLimits);
        }
    }
}
