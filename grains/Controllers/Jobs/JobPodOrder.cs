using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.Jobs;

/// <summary>
/// Which active pods a job gives up first (<c>ActivePods</c>): those without a node, that have not started, are not ready, became ready last, restarted more,
/// are younger.
/// </summary>
internal sealed class JobPodOrder : IComparer<Pod>
{
    public static JobPodOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(Pod? x, Pod? y)
    {
        var (a, b) = (x!, y!);
        var order = HasNode(a).CompareTo(HasNode(b));
        order = order != 0 ? order : Phase(a).CompareTo(Phase(b));
        order = order != 0 ? order : PodState.IsReady(a).CompareTo(PodState.IsReady(b));
        order = order != 0 || !PodState.IsReady(a) ? order : ReadySince(b).CompareTo(ReadySince(a));
        order = order != 0 ? order : Restarts(b).CompareTo(Restarts(a));
        order = order != 0 ? order : Nullable.Compare(b.Metadata.CreationTimestamp, a.Metadata.CreationTimestamp);

        // Pods of the same second: some order, as long as it is always the same.
        return order != 0 ? order : string.CompareOrdinal(a.Metadata.Name, b.Metadata.Name);
    }

    private static bool HasNode(Pod pod) => !string.IsNullOrEmpty(pod.Spec.NodeName);

    private static int Phase(Pod pod) => pod.Status.Phase switch { "Running" => 2, "Unknown" => 1, _ => 0 };

    private static DateTime ReadySince(Pod pod) => PodState.Condition(pod, "Ready")?.LastTransitionTime ?? DateTime.MaxValue;

    private static int Restarts(Pod pod)
    {
        var most = 0;
        foreach (var container in pod.Status.ContainerStatuses ?? [])
        {
            most = Math.Max(most, container.RestartCount);
        }

        return most;
    }
}
