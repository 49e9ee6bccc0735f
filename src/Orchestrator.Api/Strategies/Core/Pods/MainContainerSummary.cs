using System.Globalization;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>What the containers of a pod are up to: the first one with something to say gives the word.</summary>
internal readonly record struct MainContainerSummary(string Reason, int Ready, int Restarts, DateTime? LastRestart)
{
    public static MainContainerSummary Of(Pod pod, string reason)
    {
        var (ready, restarts, running) = (0, 0, false);
        DateTime? last = null;
        for (var i = (pod.Status.ContainerStatuses?.Count ?? 0) - 1; i >= 0; i--)
        {
            var container = pod.Status.ContainerStatuses![i];
            restarts += container.RestartCount;
            last = PodSummary.Later(last, container.LastState.Terminated?.FinishedAt);
            if (ReasonOf(container.State) is { } word)
            {
                reason = word;
            }
            else if (container is { Ready: true, State.Running: not null })
            {
                running = true;
                ready++;
            }
        }

        // One container is done while another still runs: the pod is not.
        if (reason == "Completed" && running)
        {
            reason = PodSummary.HasCondition(pod, "Ready", status: "True") ? "Running" : "NotReady";
        }

        return new MainContainerSummary(reason, ready, restarts, last);
    }

    private static string? ReasonOf(ContainerState state) => state switch
    {
        { Waiting.Reason: { Length: > 0 } reason } => reason,
        { Terminated: { Reason.Length: > 0 } ended } => ended.Reason,
        { Terminated: { Signal: not null and not 0 } ended } => string.Create(CultureInfo.InvariantCulture, $"Signal:{ended.Signal}"),
        { Terminated: { } ended } => string.Create(CultureInfo.InvariantCulture, $"ExitCode:{ended.ExitCode}"),
        _ => null,
    };
}
