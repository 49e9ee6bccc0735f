using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.Revisions;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>A stateful set and its pods at one moment.</summary>
internal sealed class StatefulSetRollout
{
    /// <summary>The label of a pod that names the revision it was made of.</summary>
    public const string RevisionLabel = "controller-revision-hash";

    public StatefulSetRollout(StatefulSet set, StoredRevision current, StoredRevision update, IEnumerable<Pod> pods, DateTime now)
    {
        (Set, Current, Update, Now) = (set, current, update, now);
        Replicas = new Pod?[set.Spec.Replicas ?? 1];
        foreach (var pod in pods)
        {
            var ordinal = Ordinals.Of(set.Metadata.Name!, pod.Metadata.Name!);
            if (Ordinals.InRange(set, ordinal))
            {
                Replicas[ordinal - Start] = pod;
            }
            else
            {
                Condemned.Add(pod);
            }
        }

        Condemned.Sort((a, b) => OrdinalOf(b).CompareTo(OrdinalOf(a)));
    }

    public StatefulSet Set { get; }

    /// <summary>The revision that the rollout comes from.</summary>
    public StoredRevision Current { get; }

    /// <summary>The revision of the present template.</summary>
    public StoredRevision Update { get; }

    public DateTime Now { get; }

    /// <summary>The pods that should be, by ordinal, the first one's at 0; null where there is none.</summary>
    public Pod?[] Replicas { get; }

    /// <summary>Pods of ordinals that should not be, the highest first.</summary>
    public List<Pod> Condemned { get; } = [];

    /// <summary>The ordinal of the first pod.</summary>
    public int Start => Ordinals.Start(Set);

    /// <summary>One pod after the other, each when those before it are available; else all at once.</summary>
    public bool IsOrdered => Set.Spec.PodManagementPolicy != "Parallel";

    /// <summary>Below this index (not ordinal) a rolling update leaves pods as they are.</summary>
    public int Partition => Set.Spec.UpdateStrategy.RollingUpdate?.Partition ?? 0;

    /// <summary>All its pods.</summary>
    public IEnumerable<Pod> Pods => Replicas.Where(pod => pod is not null).Select(pod => pod!).Concat(Condemned);

    public int OrdinalOf(Pod pod) => Ordinals.Of(Set.Metadata.Name!, pod.Metadata.Name!);

    public static string? RevisionOf(Pod pod) => pod.Metadata.Labels?.GetValueOrDefault(RevisionLabel);

    /// <summary>Whether it runs, is ready, and has been for minReadySeconds.</summary>
    public bool IsAvailable(Pod pod) => PodState.IsRunningAndReady(pod) && PodState.AvailableAt(pod, Set.Spec.MinReadySeconds ?? 0) <= Now;

    /// <summary>Whether one can count on it: available, and not about to go.</summary>
    public bool IsHealthy(Pod? pod) => pod is { Metadata.DeletionTimestamp: null } && IsAvailable(pod);

    /// <summary>
    /// The revision that a new pod gets: below the partition, the one that the rollout comes from, so that a lost pod comes back as it was; else that of the
    /// present template, as with the strategy OnDelete.
    /// </summary>
    public StoredRevision RevisionFor(int index) =>
        Set.Spec.UpdateStrategy.Type == "RollingUpdate" && index < (Set.Spec.UpdateStrategy.RollingUpdate is null ? Set.Status.CurrentReplicas ?? 0 : Partition)
            ? Current
            : Update;
}
