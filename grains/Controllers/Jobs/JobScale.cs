using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>How many pods a job should have now, which it gives up, and which it is missing.</summary>
internal static class JobScale
{
    /// <summary>
    /// How many should be active: what is left to complete, at most <c>parallelism</c>. A job without a number of completions starts no more pods once one has
    /// succeeded, and leaves those that run alone.
    /// </summary>
    public static int Wanted(JobTally tally)
    {
        var parallelism = tally.Job.Spec.Parallelism ?? 1;
        if (JobState.IsSuspended(tally.Job))
        {
            return 0;
        }

        return tally.Job.Spec.Completions is { } completions
            ? Math.Max(0, Math.Min(parallelism, completions - tally.Succeeded))
            : tally.Succeeded > 0 ? tally.Active.Count : parallelism;
    }

    /// <summary>The active pods to give up: those of an index that another pod has or that is no index of the job any more; then as many as are too many.</summary>
    public static List<Pod> Surplus(JobTally tally)
    {
        var tooMany = tally.Active.Count - Wanted(tally);
        var surplus = JobState.IsIndexed(tally.Job) && !JobState.IsSuspended(tally.Job) ? Misplaced(tally) : [];
        if (surplus.Count < tooMany)
        {
            var rest = tally.Active.Except(surplus).ToList();
            rest.Sort(JobPodOrder.Instance);
            surplus.AddRange(rest.Take(tooMany - surplus.Count));
        }

        return surplus;
    }

    /// <summary>How many pods to create. With <c>podReplacementPolicy: Failed</c> those that are terminating keep their places.</summary>
    public static int Missing(JobTally tally) =>
        Math.Max(0, Wanted(tally) - tally.Active.Count - (JobPods.ReplacesOnlyFailed(tally.Job) ? tally.Terminating : 0));

    /// <summary>The lowest indexes that neither are done nor have a pod, at most so many.</summary>
    public static List<int> MissingIndexes(JobTally tally, int count)
    {
        var busy = tally.SucceededIndexes!.With(Places(tally, tally.Active));
        if (JobPods.ReplacesOnlyFailed(tally.Job))
        {
            busy = busy.With(Places(tally, tally.Pods.Where(JobPods.IsTerminating)));
        }

        if (tally.FailedIndexes is { } failed)
        {
            busy = busy.With(failed);
        }

        return busy.FirstMissing(tally.Completions, count);
    }

    private static IEnumerable<int> Places(JobTally tally, IEnumerable<Pod> pods) => from pod in pods where tally.HasPlace(pod) select JobPods.Index(pod)!.Value;

    private static List<Pod> Misplaced(JobTally tally)
    {
        var misplaced = new List<Pod>();
        foreach (var pods in tally.Active.GroupBy(pod => tally.HasPlace(pod) ? JobPods.Index(pod) : null))
        {
            var ordered = pods.Order(JobPodOrder.Instance);
            misplaced.AddRange(pods.Key is null ? ordered : ordered.SkipLast(1));
        }

        return misplaced;
    }
}
