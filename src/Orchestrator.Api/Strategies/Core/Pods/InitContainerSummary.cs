using System.Globalization;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>What the init containers of a pod are up to. Sidecars (init containers that restart always) count as containers once started.</summary>
internal readonly record struct InitContainerSummary(
    string? Reason, int Ready, int Sidecars, int Restarts, DateTime? LastRestart, int SidecarRestarts, DateTime? LastSidecarRestart)
{
    public static InitContainerSummary Of(Pod pod)
    {
        var specs = pod.Spec.InitContainers;
        var statuses = pod.Status.InitContainerStatuses;
        var summary = new InitContainerSummary { Sidecars = specs?.Count(IsSidecar) ?? 0 };
        for (var i = 0; i < (statuses?.Count ?? 0) && summary.Reason is null; i++)
        {
            var container = statuses![i];
            var sidecar = specs?.Find(spec => spec.Name == container.Name) is { } spec && IsSidecar(spec);
            summary = summary.Counting(container, sidecar);
            if (container.State.Terminated is { ExitCode: 0 })
            {
                continue;
            }

            summary = sidecar && container.Started == true
                ? summary with { Ready = summary.Ready + (container.Ready ? 1 : 0) }
                : summary with { Reason = ReasonOf(container.State) ?? string.Create(CultureInfo.InvariantCulture, $"Init:{i}/{specs?.Count ?? 0}") };
        }

        return summary;
    }

    private InitContainerSummary Counting(ContainerStatus container, bool sidecar)
    {
        var ended = container.LastState.Terminated?.FinishedAt;
        var counted = this with { Restarts = Restarts + container.RestartCount, LastRestart = PodSummary.Later(LastRestart, ended) };
        return sidecar
            ? counted with { SidecarRestarts = SidecarRestarts + container.RestartCount, LastSidecarRestart = PodSummary.Later(LastSidecarRestart, ended) }
            : counted;
    }

    private static string? ReasonOf(ContainerState state) => state switch
    {
        { Terminated: { Reason.Length: > 0 } ended } => "Init:" + ended.Reason,
        { Terminated: { Signal: not null and not 0 } ended } => string.Create(CultureInfo.InvariantCulture, $"Init:Signal:{ended.Signal}"),
        { Terminated: { } ended } => string.Create(CultureInfo.InvariantCulture, $"Init:ExitCode:{ended.ExitCode}"),
        { Waiting.Reason: { Length: > 0 } reason } when reason != "PodInitializing" => "Init:" + reason,
        _ => null,
    };

    private static bool IsSidecar(Container container) => container.RestartPolicy == "Always";
}
