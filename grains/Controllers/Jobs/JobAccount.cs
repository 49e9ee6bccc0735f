using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// Counts each ended pod exactly once, whatever is interrupted in between. 1. The uids of newly ended pods are written into <c>uncountedTerminatedPods</c> (the indexes of
/// an indexed job's pods into <c>completedIndexes</c>). 2. The pods lose the finalizer that held them. 3. Uids whose pods have none any more move into the
/// counters. Each status is refused unless it is the next one after the one that it was made of.
/// </summary>
internal sealed class JobAccount
{
    /// <summary>A status names no more pods than this at a time, so that it does not grow without bounds.</summary>
    private const int MostUncounted = 500;

    private readonly JobTally _tally;
    private readonly JobVerdict? _verdict;
    private readonly UncountedTerminatedPods _uncounted;
    private readonly List<int> _newIndexes = [];

    private JobAccount(JobTally tally, JobVerdict? verdict)
    {
        (_tally, _verdict) = (tally, verdict);
        Status = tally.Job.Status.DeepCopy();
        Settle(Status, tally.Pods);
        _uncounted = Status.UncountedTerminatedPods!;
    }

    /// <summary>The job's next status: step 1, and step 3 for what was counted before.</summary>
    public JobStatus Status { get; }

    /// <summary>The pods that may lose their finalizer once the status is written.</summary>
    public List<Pod> Released { get; } = [];

    /// <summary>Whether there are more pods to count, in another look.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes the newly ended pods into account.</summary>
    public static JobAccount Of(JobTally tally, JobVerdict? verdict)
    {
        var account = new JobAccount(tally, verdict);
        account.CountPods();
        if (tally.SucceededIndexes is not null)
        {
            account.CountIndexes();
        }

        return account;
    }

    /// <summary>Moves the uids of pods that are no longer held into the counters.</summary>
    public static void Settle(JobStatus status, IEnumerable<Pod> pods)
    {
        var held = pods.Where(JobPods.IsTracked).Select(pod => pod.Metadata.Uid!).ToHashSet(StringComparer.Ordinal);
        var uncounted = status.UncountedTerminatedPods ??= new UncountedTerminatedPods();
        uncounted.Succeeded = Settle(uncounted.Succeeded, held, out var succeeded);
        uncounted.Failed = Settle(uncounted.Failed, held, out var failed);
        status.Succeeded = JobProgress.Shown((status.Succeeded ?? 0) + succeeded);
        status.Failed = JobProgress.Shown((status.Failed ?? 0) + failed);
    }

    private static List<string>? Settle(List<string>? uids, HashSet<string> held, out int settled)
    {
        var rest = uids?.FindAll(held.Contains) ?? [];
        settled = (uids?.Count ?? 0) - rest.Count;
        return rest.Count == 0 ? null : rest;
    }

    private void CountPods()
    {
        foreach (var pod in _tally.Pods)
        {
            if (!JobPods.IsTracked(pod) || !MayGo(pod))
            {
                continue;
            }

            Released.Add(pod);
            if (!_tally.Uncounted.Contains(pod.Metadata.Uid!))
            {
                Count(pod);
            }

            if (_newIndexes.Count + (_uncounted.Succeeded?.Count ?? 0) + (_uncounted.Failed?.Count ?? 0) >= MostUncounted)
            {
                IsFull = true;
                return;
            }
        }
    }

    private void CountIndexes()
    {
        var succeeded = IsFull ? _tally.CountedIndexes!.With(_newIndexes) : _tally.SucceededIndexes!;
        Status.Succeeded = JobProgress.Shown(succeeded.Count);
        Status.CompletedIndexes = succeeded.Count == 0 ? null : succeeded.ToString();
        Status.FailedIndexes = _tally.FailedIndexes?.ToString();
    }

    /// <summary>Whether the pod has nothing more to tell. The last failed pod of an index tells how often the index has failed, until there is another pod.</summary>
    private bool MayGo(Pod pod)
    {
        if (_tally.Job.Metadata.DeletionTimestamp is not null || _verdict is not null || pod.Status.Phase == "Succeeded")
        {
            return true;
        }

        return JobPods.IsFailed(pod, _tally.Job)
            && !(JobPods.Index(pod) is { } index && _tally.LastFailures.TryGetValue(index, out var last) && last.Metadata.Uid == pod.Metadata.Uid);
    }

    private void Count(Pod pod)
    {
        if (!_tally.HasPlace(pod))
        {
            return;
        }

        if (pod.Status.Phase == "Succeeded")
        {
            CountSuccess(pod);
        }
        else if (IsFailure(pod) && FailurePolicy.Of(_tally.Job, pod).Counts)
        {
            (_uncounted.Failed ??= []).Add(pod.Metadata.Uid!);
        }
    }

    /// <summary>An index succeeds once, however many pods it had: it needs no uid to be counted once.</summary>
    private void CountSuccess(Pod pod)
    {
        if (_tally.CountedIndexes is not { } counted)
        {
            (_uncounted.Succeeded ??= []).Add(pod.Metadata.Uid!);
        }
        else if (JobPods.Index(pod) is { } index && !counted.Contains(index))
        {
            _newIndexes.Add(index);
        }
    }

    /// <summary>When the job has failed, every pod that has not succeeded has failed; when it has succeeded, those that it no longer needs have not.</summary>
    private bool IsFailure(Pod pod) => _verdict switch
    {
        null => JobPods.IsFailed(pod, _tally.Job),
        { Succeeds: true } => pod.Status.Phase == "Failed",
        _ => true,
    };
}
