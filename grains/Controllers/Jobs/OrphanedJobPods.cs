using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// Releases pods that nobody will count: their job is gone or over, or they were let go. Without it the tracking finalizer would hold them for ever. Its objects
/// are pods, and only those that need it are poked.
/// </summary>
internal sealed class OrphanedJobPods : IController
{
    private readonly ControllerServices _services;
    private readonly JobFinalizer _finalizer;

    public OrphanedJobPods(ControllerServices services)
    {
        _services = services;
        _finalizer = new JobFinalizer(services.Replica, services.Clients.For("system:serviceaccount:kube-system:job-controller"));
    }

    /// <inheritdoc/>
    public string Name => "job-controller-orphans";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(KnownResources.Pods, (change, poke) =>
        {
            if (change.Type != ChangeType.Deleted && IsOrphaned(change.Entry))
            {
                poke(change.Entry.Key);
            }
        });
        watches.Mapped(JobNames.Jobs, PokePods);
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_services.Replica.Get(key) is { } entry && IsOrphaned(entry))
        {
            await _finalizer.RemoveAsync(key, entry.Uid, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    /// <summary>What becomes of a job's pods when it goes, or when it is over.</summary>
    private void PokePods(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Type != ChangeType.Deleted && JobState.Finished(change.Entry.As<Job>()) is null)
        {
            return;
        }

        foreach (var pod in _services.Owners.ControlledBy(change.Entry.Uid, KnownResources.Pods))
        {
            if (pod.Metadata.Finalizers.Contains(JobNames.TrackingFinalizer))
            {
                poke(pod.Key);
            }
        }
    }

    private bool IsOrphaned(ReplicaEntry pod)
    {
        if (!pod.Metadata.Finalizers.Contains(JobNames.TrackingFinalizer))
        {
            return false;
        }

        if (pod.Metadata.Controller is not { } owner)
        {
            return !IsAboutToBeAdopted(pod);
        }

        if (owner is not { Kind: "Job", ApiVersion: "batch/v1" })
        {
            return false;
        }

        return JobOf(pod, owner) is not { } job || (!JobState.IsManagedElsewhere(job) && JobState.Finished(job) is not null);
    }

    private Job? JobOf(ReplicaEntry pod, EntryOwner owner) =>
        _services.Replica.Get(JobNames.Jobs.Key(pod.Key.Namespace, owner.Name)) is { } entry && entry.Uid == owner.Uid ? entry.As<Job>() : null;

    /// <summary>A job that matches the pod takes it over, and counts it.</summary>
    private bool IsAboutToBeAdopted(ReplicaEntry pod)
    {
        foreach (var entry in _services.Replica.List(JobNames.Jobs).In(pod.Key.Namespace))
        {
            var job = entry.As<Job>();
            if (entry.DeletionTimestamp is null && JobState.Finished(job) is null && SelectorOf.Labels(job.Spec.Selector).Matches(pod.Labels))
            {
                return true;
            }
        }

        return false;
    }
}
