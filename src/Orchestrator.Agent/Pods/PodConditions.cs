using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>The conditions that kubelet owns; those of others (readiness gates, disruption) are not touched.</summary>
internal static class PodConditions
{
    public static List<PodCondition> Build(Pod pod, PodStatus status, PodStatus previous, PodObservation seen)
    {
        var containersReady = ContainersReady(status);
        var conditions = new List<PodCondition>
        {
            new() { Type = "PodReadyToStartContainers", Status = Text(seen.State.ReadySandbox is not null) },
            Initialized(pod, status),
            Ready(pod, containersReady),
            containersReady,
            new() { Type = "PodScheduled", Status = "True" },
        };
        foreach (var condition in conditions)
        {
            condition.ObservedGeneration = pod.Metadata.Generation;
            var before = previous.Conditions?.Find(c => c.Type == condition.Type);
            condition.LastTransitionTime = before?.Status == condition.Status && before.LastTransitionTime is { } time ? time : seen.Now;
        }

        return conditions;
    }

    private static PodCondition Initialized(Pod pod, PodStatus status)
    {
        var condition = new PodCondition { Type = "Initialized", Status = "True" };
        if (status.Phase == "Succeeded")
        {
            condition.Reason = "PodCompleted";
            return condition;
        }

        var incomplete = new List<string>();
        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            var init = status.InitContainerStatuses?.Find(s => s.Name == container.Name);
            if (!(container.IsSidecar() ? init?.Started == true : init?.State.Terminated is { ExitCode: 0 }))
            {
                incomplete.Add(container.Name);
            }
        }

        var initialized = incomplete.Count == 0 || (status.ContainerStatuses ?? []).Exists(static s => s.ContainerID is not null);
        return initialized ? condition : new PodCondition
        {
            Type = "Initialized",
            Status = "False",
            Reason = "ContainersNotInitialized",
            Message = $"containers with incomplete status: [{string.Join(' ', incomplete)}]",
        };
    }

    private static PodCondition ContainersReady(PodStatus status)
    {
        if (status.IsTerminal())
        {
            return new PodCondition { Type = "ContainersReady", Status = "False", Reason = status.Phase == "Succeeded" ? "PodCompleted" : "PodFailed" };
        }

        var unready = (status.ContainerStatuses ?? []).Where(static s => !s.Ready).Select(static s => s.Name).ToList();
        return unready.Count == 0 ? new PodCondition { Type = "ContainersReady", Status = "True" } : new PodCondition
        {
            Type = "ContainersReady",
            Status = "False",
            Reason = "ContainersNotReady",
            Message = $"containers with unready status: [{string.Join(' ', unready)}]",
        };
    }

    private static PodCondition Ready(Pod pod, PodCondition containersReady)
    {
        if (containersReady.Status != "True")
        {
            return new PodCondition { Type = "Ready", Status = "False", Reason = containersReady.Reason, Message = containersReady.Message };
        }

        var missing = new List<string>();
        foreach (var gate in pod.Spec.ReadinessGates ?? [])
        {
            var condition = pod.Status.Conditions?.Find(c => c.Type == gate.ConditionType);
            if (condition is null)
            {
                missing.Add($"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.");
            }
            else if (condition.Status != "True")
            {
                missing.Add($"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {condition.Status}");
            }
        }

        return missing.Count == 0 ? new PodCondition { Type = "Ready", Status = "True" } : new PodCondition
        {
            Type = "Ready",
            Status = "False",
            Reason = "ReadinessGatesNotReady",
            Message = string.Join(", ", missing),
        };
    }

    private static string Text(bool value) => value ? "True" : "False";
}
