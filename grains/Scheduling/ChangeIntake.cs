using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Scheduling.Queue;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Brings changes of pods and nodes into a scheduler's picture.</summary>
/// <param name="scheduler">The scheduler.</param>
/// <param name="name">Which <c>spec.schedulerName</c> is meant by it.</param>
internal sealed class ChangeIntake(Scheduler scheduler, string name)
{
    private readonly RequirementsReader _reader = new();

    /// <summary>Takes a change in.</summary>
    public void Take(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource == KnownResources.Nodes)
        {
            TakeNode(change);
        }
        else
        {
            TakePod(change);
        }
    }

    private void TakeNode(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (change.Type == ChangeType.Deleted)
        {
            scheduler.RemoveNode(key.Name);
            return;
        }

        var node = change.Entry.As<Node>();
        if (change.Previous is null || NodeReader.Matters(change.Previous.As<Node>(), node))
        {
            scheduler.SetNode(key.Name, into => NodeReader.Read(node, into));
        }
    }

    private void TakePod(ReplicaChange change)
    {
        var pod = change.Entry.As<Pod>();
        if (change.Type == ChangeType.Updated && change.Previous?.Decoded is Pod before && !Matters(before, pod))
        {
            return;
        }

        var uid = pod.Metadata.Uid ?? "";
        if (change.Type == ChangeType.Deleted || PodState.IsFinished(pod))
        {
            scheduler.Remove(uid);
        }
        else if (pod.Spec.NodeName is { Length: > 0 } node)
        {
            scheduler.Place(uid, node, _reader.Read(pod));
        }
        else if (IsOurs(pod))
        {
            scheduler.Enqueue(new PendingPod(change.Entry.Key, uid, pod.Spec.Priority ?? 0, _reader.Read(pod)));
        }
        else
        {
            scheduler.Remove(uid);
        }
    }

    /// <summary>Whether a change of a pod can matter: most are reports of its agent.</summary>
    private static bool Matters(Pod before, Pod after) =>
        !ReferenceEquals(before.Spec, after.Spec)
        || before.Metadata.Uid != after.Metadata.Uid
        || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
        || PodState.IsFinished(before) != PodState.IsFinished(after);

    private bool IsOurs(Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && (pod.Spec.SchedulerName is null or "" ? DefaultScheduler : pod.Spec.SchedulerName) == name
        && pod.Spec.SchedulingGates is null or { Count: 0 };

    /// <summary>The scheduler of pods that name none.</summary>
    public const string DefaultScheduler = "default-scheduler";
}
