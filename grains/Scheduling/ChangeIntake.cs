using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Reading;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Brings changes of pods and nodes into a scheduler's picture, and tells it of others that may help.</summary>
internal sealed class ChangeIntake(Scheduler scheduler)
{
    private readonly PodReader _reader = new();

    /// <summary>The scheduler of pods that name none.</summary>
    public const string DefaultScheduler = "default-scheduler";

    /// <summary>Takes a change in.</summary>
    public void Take(ReplicaChange change)
    {
        var resource = change.Entry.Key.GroupResource;
        if (resource == KnownResources.Pods)
        {
            TakePod(change);
        }
        else if (resource == KnownResources.Nodes)
        {
            TakeNode(change);
        }
        else
        {
            scheduler.Changed(new ClusterEvent(KindOf(change.Type)) { Change = change });
        }
    }

    private static ClusterEventKinds KindOf(ChangeType type) => type switch
    {
        ChangeType.Created => ClusterEventKinds.ObjectAdded,
        ChangeType.Deleted => ClusterEventKinds.ObjectDeleted,
        _ => ClusterEventKinds.ObjectUpdated,
    };

    private void TakeNode(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (change.Type == ChangeType.Deleted)
        {
            scheduler.RemoveNode(key.Name);
            return;
        }

        var node = change.Entry.As<Node>();
        var before = change.Previous?.As<Node>();
        var kinds = before is null ? ClusterEventKinds.NodeAdded : NodeReader.Changes(before, node);
        if (kinds != ClusterEventKinds.None || NodeReader.ImagesChanged(before!, node))
        {
            scheduler.SetNode(key.Name, into => NodeReader.Read(node, into), kinds);
        }
    }

    private void TakePod(ReplicaChange change)
    {
        var pod = change.Entry.As<Pod>();
        if (change.Type == ChangeType.Updated && change.Previous?.Decoded is Pod before && !Matters(before, pod))
        {
            if (before.Status.StartTime != pod.Status.StartTime)
            {
                scheduler.State.SetStart(pod.Metadata.Uid ?? "", pod.Status.StartTime);
            }

            return;
        }

        var uid = pod.Metadata.Uid ?? "";
        if (change.Type == ChangeType.Deleted || PodState.IsFinished(pod))
        {
            scheduler.Remove(uid);
        }
        else if (pod.Spec.NodeName is { Length: > 0 } node)
        {
            scheduler.Place(_reader.Read(change.Entry.Key, pod), node);
        }
        else if (pod.Metadata.DeletionTimestamp is null && scheduler.TryGetProfile(SchedulerName(pod), out var profile))
        {
            scheduler.Enqueue(_reader.ReadPending(change.Entry.Key, pod), profile);
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
        || !SameLabels(before.Metadata.Labels, after.Metadata.Labels)
        || PodState.IsFinished(before) != PodState.IsFinished(after);

    private static bool SameLabels(Dictionary<string, string>? a, Dictionary<string, string>? b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if (a is null || b is null || a.Count != b.Count)
        {
            return false;
        }

        foreach (var (key, value) in a)
        {
            if (!b.TryGetValue(key, out var other) || other != value)
            {
                return false;
            }
        }

        return true;
    }

    private static string SchedulerName(Pod pod) => pod.Spec.SchedulerName is { Length: > 0 } name ? name : DefaultScheduler;
}
