using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>The phase that follows from the containers' states (kubelet: getPhase).</summary>
internal static class PodPhase
{
    /// <param name="pod">The pod.</param>
    /// <param name="status">Its status, as far as the containers go.</param>
    /// <param name="state">What the runtime has.</param>
    /// <param name="ended">Nothing will be started again: the pod is being deleted.</param>
    public static string Of(Pod pod, PodStatus status, RuntimePodState state, bool ended)
    {
        var initialized = (status.ContainerStatuses ?? []).Exists(s => state.Latest(s.Name) is not null);
        if (!initialized && InitPhase(pod, status) is { } phase)
        {
            return phase;
        }

        var (running, waiting, stopped, succeeded) = (0, 0, 0, 0);
        foreach (var container in status.ContainerStatuses ?? [])
        {
            if (container.State.Running is not null)
            {
                running++;
            }
            else if (container.State.Terminated is { } terminated)
            {
                stopped++;
                succeeded += terminated.ExitCode == 0 ? 1 : 0;
            }
            else if (container.LastState.Terminated is not null)
            {
                stopped++;
            }
            else
            {
                waiting++;
            }
        }

        return (waiting, running, stopped) switch
        {
            ( > 0, _, _) => "Pending",
            (_, > 0, _) => "Running",
            (_, _, 0) => "Pending",
            _ when ended => stopped == succeeded ? "Succeeded" : "Failed",
            _ when pod.Spec.RestartPolicy is PodExtensions.RestartAlways or null => "Running",
            _ when stopped == succeeded => "Succeeded",
            _ when pod.Spec.RestartPolicy == PodExtensions.RestartNever => "Failed",
            _ => "Running",
        };
    }

    private static string? InitPhase(Pod pod, PodStatus status)
    {
        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            var init = status.InitContainerStatuses?.Find(s => s.Name == container.Name);
            var exit = init?.State.Terminated?.ExitCode;
            if (exit is { } code && code != 0 && pod.Spec.RestartPolicy == PodExtensions.RestartNever && !container.IsSidecar())
            {
                return "Failed";
            }

            if (exit != 0 && !(container.IsSidecar() && init?.State.Running is not null))
            {
                return "Pending";
            }
        }

        return null;
    }
}
