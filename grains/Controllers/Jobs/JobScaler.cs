using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Brings the number of a job's active pods to what it should be. It either deletes or creates in one look; deleting comes first.</summary>
internal sealed class JobScaler(PodNumbers numbers, JobPodWriter pods, FailureBackoff backoff)
{
    /// <summary>Scales; returns how long a pod has to wait for earlier failures, when one has to.</summary>
    public async Task<ReconcileResult> ScaleAsync(ReplicaEntry entry, JobTally tally, int mark, DateTime now, CancellationToken cancellationToken)
    {
        var surplus = JobScale.Surplus(tally);
        if (surplus.Count > 0)
        {
            await pods.GiveUpAsync(tally.Job, surplus, cancellationToken);
            return ReconcileResult.Done;
        }

        var missing = Math.Min(JobScale.Missing(tally), JobPodWriter.Burst);
        if (missing == 0)
        {
            return ReconcileResult.Done;
        }

        if (JobState.CountsPerIndex(tally.Job))
        {
            return await CreateByIndexAsync(entry, tally, mark, missing, now, cancellationToken);
        }

        var wait = backoff.Remaining(entry.Key, tally, now);
        if (wait > TimeSpan.Zero)
        {
            return ReconcileResult.After(wait);
        }

        await pods.CreateAsync(tally.Job, JobState.IsIndexed(tally.Job) ? Indexed(entry, tally, mark, JobScale.MissingIndexes(tally, missing)) : Plain(tally, mark, missing), cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Each index waits for its own failures only.</summary>
    private async Task<ReconcileResult> CreateByIndexAsync(
        ReplicaEntry entry, JobTally tally, int mark, int missing, DateTime now, CancellationToken cancellationToken)
    {
        var next = ReconcileResult.Done;
        var ready = new List<int>();
        foreach (var index in JobScale.MissingIndexes(tally, missing))
        {
            var wait = tally.LastFailures.TryGetValue(index, out var failed) ? FailureBackoff.Remaining(failed, now) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                next = next.Or(ReconcileResult.After(wait));
            }
            else
            {
                ready.Add(index);
            }
        }

        await pods.CreateAsync(tally.Job, Indexed(entry, tally, mark, ready), cancellationToken);
        return next;
    }

    private List<Pod> Plain(JobTally tally, int mark, int count) =>
        numbers.Next(tally.Job, JobPodFactory.Prefix(tally.Job), count, mark).ConvertAll(name => JobPodFactory.Make(tally.Job, name));

    /// <summary>An index has one pod at a time, which has the next of the index's own numbers.</summary>
    private List<Pod> Indexed(ReplicaEntry entry, JobTally tally, int mark, List<int> indexes) =>
    [
        .. from index in indexes
           from name in numbers.Next(tally.Job, JobPodFactory.Prefix(tally.Job, index), 1, mark)
           select JobPodFactory.Make(entry, name, index, tally.LastFailures.GetValueOrDefault(index)),
    ];
}
