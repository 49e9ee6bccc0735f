using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>The condition <c>DisruptionTarget</c>, by which a pod says that the cluster ends it and why.</summary>
internal static class PodDisruption
{
    private const string Type = "DisruptionTarget";

    /// <summary>Sets it in a pod that the caller may change. False when it says so already.</summary>
    public static bool Mark(Pod pod, string reason, string message, DateTime now)
    {
        var conditions = pod.Status.Conditions ??= [];
        var target = conditions.Find(static condition => condition.Type == Type);
        if (target is { Status: "True" } && target.Reason == reason && target.Message == message)
        {
            return false;
        }

        if (target is null)
        {
            conditions.Add(target = new PodCondition { Type = Type });
        }

        if (target.Status != "True")
        {
            target.LastTransitionTime = Timestamp.Seconds(now);
        }

        (target.Status, target.Reason, target.Message) = ("True", reason, message);
        target.ObservedGeneration = pod.Metadata.Generation;
        return true;
    }
}
