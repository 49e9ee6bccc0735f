using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>A job's pods, counted: what its status says already and what is new. The pods are at least as new as the job.</summary>
internal sealed class JobTally
{
    private JobTally(Job job, List<Pod> pods)
    {
        Job = job;
        Pods = pods;
        Active = pods.FindAll(PodState.IsActive);
        Terminating = pods.Count(JobPods.IsTerminating);
        Uncounted = [.. job.Status.UncountedTerminatedPods?.Succeeded ?? [], .. job.Status.UncountedTerminatedPods?.Failed ?? []];
        Completions = JobState.IsIndexed(job) ? job.Spec.Completions ?? 0 : int.MaxValue;
    }

    /// <summary>The job.</summary>
    public Job Job { get; }

    /// <summary>Its pods, those of an indexed job by index.</summary>
    public List<Pod> Pods { get; }

    /// <summary>Those that neither ended nor are being deleted.</summary>
    public List<Pod> Active { get; }

    /// <summary>How many are being deleted and have not ended.</summary>
    public int Terminating { get; }

    /// <summary>The uids that the status names, and which are in no counter yet.</summary>
    public HashSet<string> Uncounted { get; }

    /// <summary>How many have succeeded, or how many indexes have.</summary>
    public int Succeeded { get; private set; }

    /// <summary>How many failures count.</summary>
    public int Failed { get; private set; }

    /// <summary>The indexes that the status says have succeeded; null for a job without.</summary>
    public CompletionIndexes? CountedIndexes { get; private set; }

    /// <summary>All indexes that have succeeded; null for a job without.</summary>
    public CompletionIndexes? SucceededIndexes { get; private set; }

    /// <summary>The indexes that have used up their failures; null for a job that does not count by index.</summary>
    public CompletionIndexes? FailedIndexes { get; private set; }

    /// <summary>By index the last failed pod of those that wait for another try: it stays until that is there, since it carries the number of failures.</summary>
    public IReadOnlyDictionary<int, Pod> LastFailures { get; private set; } = new Dictionary<int, Pod>();

    /// <summary>Of an indexed job: the number of indexes; else no limit.</summary>
    public int Completions { get; }

    /// <summary>Counts.</summary>
    public static JobTally Of(Job job, List<Pod> pods)
    {
        var indexed = JobState.IsIndexed(job);
        var tally = new JobTally(job, indexed ? [.. pods.OrderBy(pod => JobPods.Index(pod) ?? -1)] : pods);
        tally.CountPods();
        if (indexed)
        {
            tally.CountIndexes();
        }

        return tally;
    }

    /// <summary>Whether a pod belongs to a completion that the job has.</summary>
    public bool HasPlace(Pod pod) => !JobState.IsIndexed(Job) || JobPods.Index(pod) < Completions;

    private void CountPods()
    {
        var known = Job.Status.UncountedTerminatedPods;
        Succeeded = (Job.Status.Succeeded ?? 0) + (known?.Succeeded?.Count ?? 0);
        Failed = (Job.Status.Failed ?? 0) + (known?.Failed?.Count ?? 0);
        foreach (var pod in Pods)
        {
            if (!JobPods.IsTracked(pod) || !HasPlace(pod) || Uncounted.Contains(pod.Metadata.Uid!))
            {
                continue;
            }

            if (pod.Status.Phase == "Succeeded")
            {
                Succeeded++;
            }
            else if (JobPods.IsFailed(pod, Job) && FailurePolicy.Of(Job, pod).Counts)
            {
                Failed++;
            }
        }
    }

    private void CountIndexes()
    {
        CountedIndexes = CompletionIndexes.Parse(Job.Status.CompletedIndexes, Completions);
        SucceededIndexes = CountedIndexes.With(
            from pod in Pods where pod.Status.Phase == "Succeeded" && JobPods.IsTracked(pod) && HasPlace(pod) select JobPods.Index(pod)!.Value);
        Succeeded = SucceededIndexes.Count;
        if (JobState.CountsPerIndex(Job))
        {
            FailedIndexes = CompletionIndexes.Parse(Job.Status.FailedIndexes, Completions).With(
                from pod in Pods where HasPlace(pod) && FailsIndex(pod) && !SucceededIndexes.Contains(JobPods.Index(pod)!.Value) select JobPods.Index(pod)!.Value);
            LastFailures = FindLastFailures();
        }
    }

    private bool FailsIndex(Pod pod)
    {
        if (!JobPods.IsFailed(pod, Job))
        {
            return false;
        }

        var policy = FailurePolicy.Of(Job, pod);
        return policy.Action == "FailIndex" || (policy.Counts && JobPods.EarlierFailures(pod) >= Job.Spec.BackoffLimitPerIndex);
    }

    private Dictionary<int, Pod> FindLastFailures()
    {
        var active = Active.Select(JobPods.Index).ToHashSet();
        var last = new Dictionary<int, Pod>();
        foreach (var pod in Pods)
        {
            if (JobPods.Index(pod) is { } index && JobPods.IsTracked(pod) && HasPlace(pod) && JobPods.IsFailed(pod, Job)
                && !active.Contains(index) && !SucceededIndexes!.Contains(index) && !FailedIndexes!.Contains(index)
                && (!last.TryGetValue(index, out var known) || IsLater(pod, known)))
            {
                last[index] = pod;
            }
        }

        return last;
    }

    private static bool IsLater(Pod pod, Pod known)
    {
        var order = AllEarlierFailures(pod).CompareTo(AllEarlierFailures(known));
        return order > 0 || (order == 0 && JobPods.EndedAt(pod) >= JobPods.EndedAt(known));
    }

    private static int AllEarlierFailures(Pod pod) => JobPods.EarlierFailures(pod) + JobPods.EarlierIgnoredFailures(pod);
}
