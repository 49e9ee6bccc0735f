using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Strategies.Core.Pods;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>What an API server fills into jobs.</summary>
internal static class JobDefaults
{
    /// <summary>A job each of whose completions has an index.</summary>
    public const string Indexed = "Indexed";

    private const int BackoffLimit = 6;

    public static void Job(Job job)
    {
        var spec = job.Spec;
        Template(spec);
        if (spec is { Completions: null, Parallelism: null })
        {
            spec.Completions = 1;
        }

        spec.Parallelism ??= 1;
        spec.BackoffLimit ??= spec.BackoffLimitPerIndex is null ? BackoffLimit : int.MaxValue;
        if (spec.Template.Metadata.Labels is { Count: > 0 } labels && job.Metadata.Labels is not { Count: > 0 })
        {
            job.Metadata.Labels = new(labels);
        }

        spec.CompletionMode ??= "NonIndexed";
        spec.Suspend ??= false;
        spec.ManualSelector ??= false;
        spec.PodReplacementPolicy ??= spec.PodFailurePolicy is null ? "TerminatingOrFailed" : "Failed";
    }

    /// <summary>What is filled in wherever a job's spec stands, also in a cron job.</summary>
    public static void Template(JobSpec spec)
    {
        PodDefaults.PodSpec(spec.Template.Spec);
        foreach (var pattern in (spec.PodFailurePolicy?.Rules ?? []).SelectMany(rule => rule.OnPodConditions ?? []))
        {
            pattern.Status = pattern.Status.Length == 0 ? "True" : pattern.Status;
        }
    }
}
