using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Queue;

namespace Orchestrator.Grains.Scheduling.Verdicts;

/// <summary>Reads the verdict on a pod from the queue.</summary>
internal static class VerdictReader
{
    private static readonly (ClusterEventKinds Kind, string Text)[] Words =
    [
        (ClusterEventKinds.NodeAdded, "a node comes"),
        (ClusterEventKinds.NodeAllocatable, "a node has more to give"),
        (ClusterEventKinds.NodeLabels, "a node's labels change"),
        (ClusterEventKinds.NodeTaints, "a node's taints change or it is uncordoned"),
        (ClusterEventKinds.NodeRemoved, "a node goes"),
        (ClusterEventKinds.PodPlaced, "another pod gets its node"),
        (ClusterEventKinds.PodRemoved, "a pod leaves a node"),
        (ClusterEventKinds.PodUpdated, "a pod on a node changes"),
    ];

    /// <summary>The verdict.</summary>
    public static SchedulingVerdict Read(PendingPod pod) => new(
        $"{pod.Key.Namespace}/{pod.Key.Name}",
        pod.Profile.Name,
        pod.State == PendingState.Taken ? "Binding" : pod.State.ToString(),
        pod.Attempts,
        pod.Since,
        pod.LastAttempt,
        pod.State == PendingState.BackingOff ? pod.NotBefore : null,
        pod.Diagnosis?.Nodes ?? 0,
        pod.Message,
        [.. (pod.Diagnosis?.Findings ?? []).Select(f => new PluginVerdict(f.Plugin, f.Reason, f.Nodes, f.Samples, f.Resolvable))],
        pod.PostFilter,
        pod.NominatedNode,
        pod.State is PendingState.Unschedulable or PendingState.Gated ? [.. WaitsFor(pod)] : []);

    private static IEnumerable<string> WaitsFor(PendingPod pod)
    {
        var awaited = pod.Profile.Hints.Awaited(pod.RejectedBy);
        foreach (var (kind, text) in Words)
        {
            if ((awaited & kind) != ClusterEventKinds.None)
            {
                yield return text;
            }
        }

        foreach (var resource in pod.Profile.Hints.ResourcesOf(pod.RejectedBy))
        {
            yield return $"an object of {resource} comes or changes";
        }

        if (pod.State == PendingState.Gated)
        {
            yield return "the pod itself changes";
        }
    }
}
