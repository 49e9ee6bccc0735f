using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// One pod on each node that should have one (<c>podsShouldBeOnNode</c>): missing ones are made, ended ones and those too many go, and so do those of nodes that should have none.
/// With maxSurge a node may have two for a while: an old one, and the new one until it is available. Pure.
/// </summary>
internal static class DaemonPlacement
{
    /// <summary>What is to be done.</summary>
    public static DaemonPlan Plan(DaemonRollout rollout)
    {
        var plan = new DaemonPlan();
        var surges = DaemonLimits.Of(rollout).MaxSurge > 0;
        var known = new HashSet<string>(rollout.Nodes.Length, StringComparer.Ordinal);
        foreach (var node in rollout.Nodes)
        {
            known.Add(node.Name);
            var pods = rollout.PodsOf(node.Name);
            var (run, stay) = rollout.Fit.On(node);
            if (run && pods.Count == 0)
            {
                plan.Create.Add(node.Name);
            }
            else if (stay)
            {
                Keep(rollout, plan, node.Name, pods, run, surges);
            }
            else
            {
                plan.Delete.AddRange(pods.Where(pod => pod.Metadata.DeletionTimestamp is null));
            }
        }

        // Pods that still wait for a node that is gone would wait for ever; those that ran there are others' to clear away.
        foreach (var node in rollout.NodesWithPods.Where(name => !known.Contains(name)))
        {
            plan.Delete.AddRange(rollout.PodsOf(node).Where(pod => string.IsNullOrEmpty(pod.Spec.NodeName) && pod.Metadata.DeletionTimestamp is null));
        }

        return plan;
    }

    private static void Keep(DaemonRollout rollout, DaemonPlan plan, string node, List<Pod> pods, bool run, bool surges)
    {
        var running = new List<Pod>();
        foreach (var pod in pods.Where(pod => pod.Metadata.DeletionTimestamp is null))
        {
            (PodState.IsFinished(pod) ? plan.Ended : running).Add(pod);
        }

        if (!surges)
        {
            plan.Delete.AddRange(running.Skip(1));
            return;
        }

        if (running.Count == 0 && run)
        {
            plan.Create.Add(node);
        }
        else if (running.Count > 1)
        {
            KeepTwo(rollout, plan, running);
        }
    }

    /// <summary>The oldest of either template stays; the old one goes when it is not ready, or when the new one is available.</summary>
    private static void KeepTwo(DaemonRollout rollout, DaemonPlan plan, List<Pod> running)
    {
        var newest = running.Find(rollout.IsUpdated);
        var old = running.Find(pod => !rollout.IsUpdated(pod));
        plan.Delete.AddRange(running.Where(pod => pod != newest && pod != old));
        if (newest is not null && old is not null && (!PodState.IsReady(old) || rollout.IsAvailable(newest)))
        {
            plan.Delete.Add(old);
        }
    }
}
