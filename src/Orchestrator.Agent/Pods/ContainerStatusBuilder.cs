using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>One container's status (kubelet: convertToAPIContainerStatuses).</summary>
internal static class ContainerStatusBuilder
{
    public static ContainerStatus Build(Pod pod, Container container, PodStatus previous, PodObservation seen, bool isInit)
    {
        var before = (isInit ? previous.InitContainerStatuses : previous.ContainerStatuses)?.Find(s => s.Name == container.Name);
        var latest = seen.State.Latest(container.Name);
        var status = new ContainerStatus
        {
            Name = container.Name,
            Image = latest?.Image ?? container.Image ?? "",
            ImageID = latest is null ? before?.ImageID ?? "" : $"docker://{latest.ImageId}",
            ContainerID = latest is null ? before?.ContainerID : $"docker://{latest.Id}",
            RestartCount = latest?.Attempt ?? before?.RestartCount ?? 0,
            Started = false,
        };
        if (latest is null)
        {
            SetWithoutContainer(status, pod, before, seen, isInit);
            return status;
        }

        if (seen.State.Previous(container.Name) is { State: RuntimeContainerState.Exited } ended)
        {
            status.LastState = new ContainerState { Terminated = Terminated(ended, seen) };
        }
        else if (before is not null && latest.Attempt > 0)
        {
            status.LastState = before.LastState;
        }

        switch (latest.State)
        {
            case RuntimeContainerState.Running:
                status.State = new ContainerState { Running = new ContainerStateRunning { StartedAt = PodStatusBuilder.Time(latest.StartedAt) } };
                var health = seen.Health(container, latest);
                (status.Started, status.Ready) = (health.Started, health.Ready && health.Started);
                break;
            case RuntimeContainerState.Exited:
                SetExited(status, pod, container, latest, seen, isInit);
                break;
            default:
                status.State = Waiting(pod, container, seen, isInit);
                break;
        }

        return status;
    }

    private static void SetWithoutContainer(ContainerStatus status, Pod pod, ContainerStatus? before, PodObservation seen, bool isInit)
    {
        // The record of a container that the runtime has no more is kept: what has ended stays ended.
        if (before?.State.Terminated is not null)
        {
            (status.State, status.LastState, status.Ready) = (before.State, before.LastState, before.Ready);
        }
        else if (before?.State.Running is { } running && seen.Terminating)
        {
            status.State = new ContainerState
            {
                Terminated = new ContainerStateTerminated
                {
                    ExitCode = 137,
                    Reason = "ContainerStatusUnknown",
                    Message = "The container could not be located when the pod was terminated",
                    StartedAt = running.StartedAt,
                    FinishedAt = seen.Now,
                },
            };
        }
        else
        {
            status.LastState = before?.LastState ?? new ContainerState();
            status.State = Waiting(pod, pod.AllContainers().First(c => c.Name == status.Name), seen, isInit);
        }
    }

    private static void SetExited(ContainerStatus status, Pod pod, Container container, RuntimeContainer latest, PodObservation seen, bool isInit)
    {
        var terminated = new ContainerState { Terminated = Terminated(latest, seen) };
        var restarts = isInit && !container.IsSidecar() ? latest.ExitCode != 0 && pod.Spec.RestartPolicy != PodExtensions.RestartNever : pod.RestartsAfter(container, latest.ExitCode);
        if (restarts && !seen.Terminating && seen.Failure is null && seen.Waiting.TryGetValue(container.Name, out var reason))
        {
            status.LastState = terminated;
            status.State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = reason.Reason, Message = reason.Message } };
        }
        else
        {
            status.State = terminated;

            // An init container that has done its work is ready.
            status.Ready = isInit && latest.ExitCode == 0;
        }
    }

    private static ContainerState Waiting(Pod pod, Container container, PodObservation seen, bool isInit) => new()
    {
        Waiting = seen.Waiting.TryGetValue(container.Name, out var reason)
            ? new ContainerStateWaiting { Reason = reason.Reason, Message = reason.Message.Length == 0 ? null : reason.Message }
            : new ContainerStateWaiting { Reason = pod.Spec.InitContainers is { Count: > 0 } && !(isInit && container == pod.Spec.InitContainers[0] && seen.State.ReadySandbox is null) ? "PodInitializing" : "ContainerCreating" },
    };

    private static ContainerStateTerminated Terminated(RuntimeContainer container, PodObservation seen) => new()
    {
        ExitCode = container.ExitCode,
        Reason = container.Reason,
        Message = seen.TerminationMessages.GetValueOrDefault(container.Id) ?? container.Message,
        StartedAt = PodStatusBuilder.Time(container.StartedAt) ?? DateTime.UnixEpoch,
        FinishedAt = PodStatusBuilder.Time(container.FinishedAt),
        ContainerID = $"docker://{container.Id}",
    };
}
