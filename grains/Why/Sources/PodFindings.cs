using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>What the agent says of a pod's containers.</summary>
internal sealed class PodFindings : IFindingSource
{
    private const string Source = "kubelet";

    /// <inheritdoc/>
    public ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        if (subject.Kind is { Group: "", Resource: "pods" } && subject.Entry.DeletionTimestamp is null && Readable.TryAs<Pod>(subject.Entry, out var pod))
        {
            Find(pod, into);
        }

        return ValueTask.CompletedTask;
    }

    private static void Find(Pod pod, List<Finding> into)
    {
        if (pod.Status.Phase == "Failed")
        {
            into.Add(Of(pod.Status.Reason ?? "Failed", pod.Status.Message ?? "it has failed and its restart policy lets it be"));
        }

        AddContainers(pod.Status.InitContainerStatuses, "init container", isInit: true, into);
        AddContainers(pod.Status.ContainerStatuses, "container", isInit: false, into);
        foreach (var gate in pod.Spec.ReadinessGates ?? [])
        {
            if (pod.Status.Conditions?.Find(condition => condition.Type == gate.ConditionType) is not { Status: "True" })
            {
                into.Add(Of("ReadinessGate", $"its readiness gate {gate.ConditionType} is not True") with { Remedy = "the controller that the gate belongs to sets the condition" });
            }
        }
    }

    private static void AddContainers(List<ContainerStatus>? containers, string what, bool isInit, List<Finding> into)
    {
        foreach (var container in containers ?? [])
        {
            if (container.State?.Waiting is { Reason: not ("PodInitializing" or "ContainerCreating") } waiting)
            {
                into.Add(Of(waiting.Reason ?? "Waiting", $"{what} {container.Name} waits: {waiting.Message ?? waiting.Reason}{Last(container)}"));
            }
            else if (container.State?.Terminated is { } ended && ended.ExitCode != 0)
            {
                into.Add(Of(ended.Reason ?? "Error", $"{what} {container.Name} ended with exit code {ended.ExitCode}{(ended.Message is { Length: > 0 } last ? $": {last}" : "")}"));
            }
            else if (container.State?.Running is { } running && !isInit && !container.Ready)
            {
                into.Add(Of("NotReady", container.Started == false ? $"container {container.Name} runs, and its startup probe has not succeeded yet" : $"container {container.Name} runs, and its readiness probe does not succeed") with
                {
                    Remedy = "see what the probe asks for, and what the container logs",
                    Since = running.StartedAt,
                });
            }
            else if (container.State?.Running is { } init && isInit && container.Started != true)
            {
                into.Add(Of("Initializing", $"init container {container.Name} has to end before the others begin") with { Since = init.StartedAt });
            }
        }
    }

    private static string Last(ContainerStatus container) =>
        container.LastState?.Terminated is { } last ? $"; it ended {container.RestartCount} times, last with exit code {last.ExitCode} ({last.Reason})" : "";

    private static Finding Of(string reason, string message) => new(Source, reason, message) { Remedy = Remedies.For(reason, message) };
}
