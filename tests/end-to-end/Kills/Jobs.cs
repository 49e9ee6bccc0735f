using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>Jobs run to their end, indexed ones and others, each pod of which ends by itself after a moment. None runs more pods than it has completions.</summary>
internal sealed class Jobs : IScenario
{
    private const string Namespace = "jobs";
    private const string EndsAfter = "simulation.orchestrator.io/ends-after-milliseconds";
    private const int Completions = 6;
    private int _jobs;

    public async Task StepAsync(KubeClient client, Random random, CancellationToken cancellationToken)
    {
        await client.EnsureNamespaceAsync(Namespace, cancellationToken);
        var template = Writes.Template("job");
        template.Metadata.Annotations![EndsAfter] = "50";
        template.Spec.RestartPolicy = "Never";
        await client.EnsureAsync(
            new Job
            {
                Metadata = new() { Name = Name(_jobs), Namespace = Namespace },
                Spec = new() { Completions = Completions, Parallelism = 3, CompletionMode = IsIndexed(_jobs) ? "Indexed" : "NonIndexed", BackoffLimit = 0, Template = template },
            },
            cancellationToken);
        _jobs++;
    }

    public async Task<string?> ProblemAsync(KubeClient client)
    {
        var jobs = (await client.ListAsync<Job>(Namespace)).Items.ToDictionary(job => job.Metadata.Name!, StringComparer.Ordinal);
        var pods = (await client.ListAsync<Pod>(Namespace)).Items.ToLookup(pod => pod.Metadata.OwnerReferences?[0].Name ?? "", StringComparer.Ordinal);
        for (var i = 0; i < _jobs; i++)
        {
            var name = Name(i);
            if (!jobs.TryGetValue(name, out var job))
            {
                return $"{name} is not there";
            }

            if (ProblemOf(job, [.. pods[name]], IsIndexed(i)) is { } problem)
            {
                return $"{name}: {problem}";
            }
        }

        return pods.Count > _jobs ? $"there are pods of {pods.Count} owners and only {_jobs} jobs" : null;
    }

    private static string? ProblemOf(Job job, List<Pod> pods, bool isIndexed) =>
        job.Status.Succeeded != Completions || job.Status.Failed > 0 || job.Status.Active > 0 ? $"{job.Status.Succeeded} succeeded, {job.Status.Failed} failed, {job.Status.Active} active"
        : job.Status.Conditions?.Exists(condition => condition is { Type: "Complete", Status: "True" }) != true ? "it is not complete"
        : job.Status.UncountedTerminatedPods is { } uncounted && (uncounted.Succeeded?.Count ?? 0) + (uncounted.Failed?.Count ?? 0) > 0 ? "it has pods that are not counted"
        : isIndexed && job.Status.CompletedIndexes != "0-5" ? $"completed are the indexes {job.Status.CompletedIndexes}"
        : pods.Count != Completions || pods.Any(pod => pod.Status.Phase != "Succeeded") ? $"{pods.Count} pods, {pods.Count(pod => pod.Status.Phase == "Succeeded")} of which succeeded"
        : pods.Any(pod => pod.Metadata.Finalizers is { Count: > 0 }) ? "a pod still has its finalizer"
        : isIndexed && pods.Select(pod => pod.Metadata.Annotations!["batch.kubernetes.io/job-completion-index"]).Distinct().Count() != Completions ? "an index ran twice"
        : null;

    private static string Name(int number) => $"job-{number}";

    private static bool IsIndexed(int number) => number % 2 == 0;
}
