using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Simulation;

/// <summary>A pod that runs nothing.</summary>
internal sealed class SimulatedPod(Pod pod, IReadOnlyList<PodStage> stages, string address, string hostAddress)
{
    private DateTime? _started;
    private PodStatus? _status;

    public Pod Pod { get; set; } = pod;

    /// <summary>What it goes through.</summary>
    public IReadOnlyList<PodStage> Stages { get; } = stages;

    public bool IsTerminating { get; set; }

    public int Restarts { get; set; }

    /// <summary>Enters a stage and returns the status that goes with it.</summary>
    public PodStatus Enter(PodStage stage, DateTime now)
    {
        _started ??= now;
        var containers = Pod.Spec.Containers.ConvertAll(c => Container(c, stage, now));
        var ready = stage.State == PodStageState.Ready;
        var ended = stage.State == PodStageState.Ended && !Pod.RestartsAfter(Pod.Spec.Containers[0], stage.ExitCode);
        _status = new PodStatus
        {
            ObservedGeneration = Pod.Metadata.Generation,
            Phase = stage.State == PodStageState.Creating ? "Pending" : !ended ? "Running" : stage.ExitCode == 0 ? "Succeeded" : "Failed",
            StartTime = _started,
            HostIP = hostAddress,
            HostIPs = [new() { Ip = hostAddress }],
            PodIP = stage.State == PodStageState.Creating ? null : address,
            PodIPs = stage.State == PodStageState.Creating ? null : [new() { Ip = address }],
            QosClass = QosClass.Of(Pod),
            ContainerStatuses = containers,
            Conditions =
            [
                Condition("PodReadyToStartContainers", stage.State != PodStageState.Creating, now),
                Condition("Initialized", true, now),
                Condition("Ready", ready, now),
                Condition("ContainersReady", ready, now),
                Condition("PodScheduled", true, now),
            ],
        };
        return _status;
    }

    private ContainerStatus Container(Container container, PodStage stage, DateTime now) => new()
    {
        Name = container.Name,
        Image = container.Image ?? "",
        ImageID = stage.State == PodStageState.Creating ? "" : $"simulated://{container.Image}",
        ContainerID = stage.State == PodStageState.Creating ? null : $"simulated://{Pod.Uid()}/{container.Name}/{Restarts}",
        RestartCount = Restarts,
        Ready = stage.State == PodStageState.Ready,
        Started = stage.State is PodStageState.Ready or PodStageState.Running,
        State = stage.State switch
        {
            PodStageState.Creating => new() { Waiting = new() { Reason = "ContainerCreating" } },
            PodStageState.Ended => new() { Terminated = new() { ExitCode = stage.ExitCode, Reason = stage.ExitCode == 0 ? "Completed" : "Error", StartedAt = _started, FinishedAt = now } },
            _ => new() { Running = new() { StartedAt = now } },
        },
    };

    private PodCondition Condition(string type, bool value, DateTime now)
    {
        var status = value ? "True" : "False";
        var before = _status?.Conditions?.Find(c => c.Type == type);
        return new PodCondition
        {
            Type = type,
            Status = status,
            ObservedGeneration = Pod.Metadata.Generation,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : now,
            Reason = value ? null : "ContainersNotReady",
        };
    }
}
