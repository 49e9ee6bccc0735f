using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.CronJobs;

/// <summary>Keeps a cron job's list of running jobs, and when one succeeded last, up to date.</summary>
internal static class ActiveJobs
{
    /// <summary>Compares the list with the jobs that are there.</summary>
    /// <param name="owner">The cron job, a copy: its status is changed.</param>
    /// <param name="jobs">The jobs that it controls.</param>
    /// <param name="replica">Where a job is looked for that it does not control any more.</param>
    /// <param name="events">Tells what was found.</param>
    public static void Refresh(CronJob owner, IReadOnlyList<Job> jobs, IReplica replica, EventSourceRecorder events)
    {
        foreach (var job in jobs)
        {
            var listed = Contains(owner, job.Metadata.Uid!);
            var finished = JobState.Finished(job);
            if (finished is null && !listed)
            {
                Meet(owner, job, events);
            }
            else if (finished is not null && listed)
            {
                Remove(owner, job.Metadata.Uid!);
                events.Normal(owner, "SawCompletedJob", $"Saw completed job: {job.Metadata.Name}, condition: {finished.Type}");
            }

            if (finished is { Type: "Complete" } && job.Status.CompletionTime is { } end && (owner.Status.LastSuccessfulTime is not { } last || end > last))
            {
                owner.Status.LastSuccessfulTime = end;
            }
        }

        foreach (var reference in owner.Status.Active?.ToList() ?? [])
        {
            if (!jobs.Any(job => job.Metadata.Uid == reference.Uid)
                && replica.Get(JobNames.Jobs.Key(owner.Metadata.Namespace, reference.Name ?? ""))?.Uid != reference.Uid)
            {
                Remove(owner, reference.Uid!);
                events.Normal(owner, "MissingJob", $"Active job went missing: {reference.Name}");
            }
        }
    }

    /// <summary>Adds a job to the list.</summary>
    public static void Add(CronJob owner, Job job)
    {
        if (!Contains(owner, job.Metadata.Uid!))
        {
            (owner.Status.Active ??= []).Add(new ObjectReference
            {
                ApiVersion = "batch/v1",
                Kind = "Job",
                Namespace = job.Metadata.Namespace,
                Name = job.Metadata.Name,
                Uid = job.Metadata.Uid,
                ResourceVersion = job.Metadata.ResourceVersion,
            });
        }
    }

    /// <summary>Takes a job off the list.</summary>
    public static void Remove(CronJob owner, string uid)
    {
        owner.Status.Active?.RemoveAll(reference => reference.Uid == uid);
        if (owner.Status.Active is { Count: 0 })
        {
            owner.Status.Active = null;
        }
    }

    /// <summary>
    /// An unfinished job that is not listed: one that this controller made when it was interrupted before it could say so, or one that somebody made by hand
    /// (<c>kubectl create job --from=cronjob/...</c>), which is no run of the schedule.
    /// </summary>
    private static void Meet(CronJob owner, Job job, EventSourceRecorder events)
    {
        if (job.Metadata.Annotations?.ContainsKey(CronJobNames.ScheduledTimestamp) == true)
        {
            Add(owner, job);
        }
        else
        {
            events.Warning(owner, "UnexpectedJob", $"Saw a job that the controller did not create or forgot: {job.Metadata.Name}");
        }
    }

    private static bool Contains(CronJob owner, string uid) => owner.Status.Active?.Exists(reference => reference.Uid == uid) == true;
}
