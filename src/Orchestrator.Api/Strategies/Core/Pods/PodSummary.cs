using System.Globalization;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>
/// A pod in a few words, as kubectl shows it: not merely its phase, but what its containers are up to. The rules, and the order in which they win,
/// are those of Kubernetes' pod printer.
/// </summary>
/// <param name="ReadyContainers">Containers that are ready, sidecars included.</param>
/// <param name="TotalContainers">Containers and sidecars.</param>
/// <param name="Status">The word for the state.</param>
/// <param name="Restarts">Restarts of the containers that count now: init containers while initializing, afterwards the others.</param>
/// <param name="LastRestart">When the last of them ended.</param>
public readonly record struct PodSummary(int ReadyContainers, int TotalContainers, string Status, int Restarts, DateTime? LastRestart)
{
    /// <summary><c>1/2</c></summary>
    public string Ready => string.Create(CultureInfo.InvariantCulture, $"{ReadyContainers}/{TotalContainers}");

    /// <summary>Sums up a pod.</summary>
    public static PodSummary Of(Pod pod)
    {
        var reason = pod.Status.Reason is { Length: > 0 } given ? given : pod.Status.Phase ?? "";
        if (HasCondition(pod, "PodScheduled", reason: "SchedulingGated"))
        {
            reason = "SchedulingGated";
        }

        var init = InitContainerSummary.Of(pod);
        var total = pod.Spec.Containers.Count + init.Sidecars;
        var (ready, restarts, last) = (init.Ready, init.Restarts, init.LastRestart);
        if (init.Reason is null || HasCondition(pod, "Initialized", status: "True"))
        {
            var main = MainContainerSummary.Of(pod, init.Reason ?? reason);
            reason = main.Reason;
            ready += main.Ready;
            restarts = init.SidecarRestarts + main.Restarts;
            last = Later(init.LastSidecarRestart, main.LastRestart);
        }
        else
        {
            reason = init.Reason;
        }

        return new PodSummary(ready, total, Deleted(pod) ?? reason, restarts, last);
    }

    /// <summary><c>3 (2m ago)</c></summary>
    public string RestartsText(DateTime now) => Restarts == 0 || LastRestart is null
        ? Restarts.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Restarts} ({HumanDuration.Since(LastRestart, now)} ago)");

    internal static DateTime? Later(DateTime? left, DateTime? right) => left is null || right > left ? right ?? left : left;

    internal static bool HasCondition(Pod pod, string type, string? status = null, string? reason = null)
    {
        foreach (var condition in pod.Status.Conditions ?? [])
        {
            if (condition.Type == type && (status is null || condition.Status == status) && (reason is null || condition.Reason == reason))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Deleted(Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is null)
        {
            return null;
        }

        return pod.Status.Reason == "NodeLost" ? "Unknown" : pod.Status.Phase is "Failed" or "Succeeded" ? null : "Terminating";
    }
}
