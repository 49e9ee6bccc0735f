using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>Brings the number of a job's active pods to what it should be. It either deletes or creates in one look; deleting comes first.</summary>
internal sealed class JobScaler(IReplica replica, JobPodWriter pods, FailureBackoff backoff)
{
    /// <summary>Scales; returns how long a pod has to wait for earlier failures, when one has to.</summary>
    public async Task<ReconcileResult> ScaleAsync(ReplicaEntry entry, JobTally tally, DateTime now, CancellationToken cancellationToken)
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
            return await CreateByIndexAsync(entry, tally, missing, now, cancellationToken);
        }

        var wait = backoff.Remaining(entry.Key, tally, now);
        if (wait > TimeSpan.Zero)
        {
            return ReconcileResult.After(wait);
        }

        await pods.CreateAsync(tally.Job, JobState.IsIndexed(tally.Job) ? Indexed(entry, tally, JobScale.MissingIndexes(tally, missing)) : Plain(tally, missing), cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Each index waits for its own failures only.</summary>
    private async Task<ReconcileResult> CreateByIndexAsync(ReplicaEntry entry, JobTally tally, int missing, DateTime now, CancellationToken cancellationToken)
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

        await pods.CreateAsync(tally.Job, Indexed(entry, tally, ready), cancellationToken);
        return next;
    }

    private List<Pod> Plain(JobTally tally, int count) =>
        Names(tally.Job, JobPodFactory.Prefix(tally.Job), tally.Succeeded + tally.Failed, count).ConvertAll(name => JobPodFactory.Make(tally.Job, name));

    private List<Pod> Indexed(ReplicaEntry entry, JobTally tally, List<int> indexes) =>
        indexes.ConvertAll(index =>
        {
            var name = Names(tally.Job, JobPodFactory.Prefix(tally.Job, index), 0, 1)[0];
            return JobPodFactory.Make(entry, name, index, tally.LastFailures.GetValueOrDefault(index));
        });

    /// <summary>
    /// Names depend on how far the job is, so that a decision that is carried out twice asks for the same names again; a pod that is there already has taken
    /// its name. An index asks for the same names always: it has one pod at a time.
    /// </summary>
    private List<string> Names(Job job, string prefix, int ended, int count) =>
        PodNames.Next(prefix, job.Metadata.Uid!, ended, count, name => replica.Get(KnownResources.Pods.Key(job.Metadata.Namespace, name)) is not null);
}
