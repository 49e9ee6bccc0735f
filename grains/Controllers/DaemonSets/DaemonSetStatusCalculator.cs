using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>Works out a daemon set's status, by which <c>kubectl rollout status</c> goes: of each node the oldest pod counts.</summary>
internal static class DaemonSetStatusCalculator
{
    /// <summary>The status that nodes and pods come to, and when the next ready pod becomes available.</summary>
    public static (DaemonSetStatus Status, DateTime? NextAvailable) Calculate(DaemonRollout rollout)
    {
        int desired = 0, current = 0, misscheduled = 0, ready = 0, available = 0, updated = 0;
        DateTime? next = null;
        foreach (var node in rollout.Nodes)
        {
            var pod = rollout.PodsOf(node.Name).FirstOrDefault();
            if (!rollout.Fit.On(node).Run)
            {
                misscheduled += pod is null ? 0 : 1;
                continue;
            }

            desired++;
            if (pod is null)
            {
                continue;
            }

            current++;
            ready += PodState.IsReady(pod) ? 1 : 0;
            available += rollout.IsAvailable(pod) ? 1 : 0;
            updated += rollout.IsUpdated(pod) ? 1 : 0;
        }

        // A surging pod counts for nothing yet, but what it becomes brings the next step.
        foreach (var pod in rollout.NodesWithPods.SelectMany(rollout.PodsOf))
        {
            next = PodState.AvailableAt(pod, rollout.MinReadySeconds) is { } at && at > rollout.Now && (next is null || at < next) ? at : next;
        }

        var status = new DaemonSetStatus
        {
            ObservedGeneration = rollout.Set.Metadata.Generation,
            DesiredNumberScheduled = desired,
            CurrentNumberScheduled = current,
            NumberMisscheduled = misscheduled,
            NumberReady = ready,
            NumberAvailable = Zero(available),
            NumberUnavailable = Zero(desired - available),
            UpdatedNumberScheduled = Zero(updated),
            CollisionCount = rollout.Set.Status.CollisionCount,
            Conditions = rollout.Set.Status.Conditions,
        };
        return (status, next);
    }

    private static int? Zero(int count) => count == 0 ? null : count;
}
