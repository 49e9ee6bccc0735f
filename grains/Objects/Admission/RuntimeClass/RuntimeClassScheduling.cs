using Orchestrator.Api.Models.Core.V1;
using SchedulingModel = Orchestrator.Api.Models.Node.V1.Scheduling;

namespace Orchestrator.Grains.Objects.Admission.RuntimeClass;

/// <summary>Merges where a runtime class can run into a pod: both must hold.</summary>
internal static class RuntimeClassScheduling
{
    /// <summary>Adds the class's node selector and tolerations.</summary>
    public static void Apply(AdmissionAttributes attributes, Pod pod, SchedulingModel? scheduling)
    {
        foreach (var (key, value) in scheduling?.NodeSelector ?? [])
        {
            var selector = pod.Spec.NodeSelector ??= [];
            if (!selector.TryAdd(key, value) && selector[key] != value)
            {
                throw attributes.Forbidden(
                    $"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; pod.spec.nodeSelector[{key}] = {selector[key]}");
            }
        }

        foreach (var toleration in scheduling?.Tolerations ?? [])
        {
            var tolerations = pod.Spec.Tolerations ??= [];
            if (!tolerations.Exists(present => Covers(present, toleration)))
            {
                tolerations.RemoveAll(present => Covers(toleration, present));
                tolerations.Add(new Toleration
                {
                    Key = toleration.Key,
                    Operator = toleration.Operator,
                    Value = toleration.Value,
                    Effect = toleration.Effect,
                    TolerationSeconds = toleration.TolerationSeconds,
                });
            }
        }
    }

    /// <summary>Whether everything that one toleration tolerates is tolerated by the other as well.</summary>
    private static bool Covers(Toleration wide, Toleration narrow)
    {
        if ((!string.IsNullOrEmpty(wide.Key) && wide.Key != narrow.Key) || (!string.IsNullOrEmpty(wide.Effect) && wide.Effect != narrow.Effect))
        {
            return false;
        }

        if (wide.Effect == "NoExecute" && wide.TolerationSeconds is { } seconds && (narrow.TolerationSeconds is null || seconds < narrow.TolerationSeconds))
        {
            return false;
        }

        return wide.Operator == "Exists" || (narrow.Operator != "Exists" && (wide.Value ?? "") == (narrow.Value ?? "") && wide.Key == narrow.Key);
    }
}
