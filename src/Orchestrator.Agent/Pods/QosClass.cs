using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Pods;

/// <summary>The quality of service that follows from requests and limits (pkg/apis/core/v1/helper/qos).</summary>
internal static class QosClass
{
    public const string Guaranteed = "Guaranteed";
    public const string Burstable = "Burstable";
    public const string BestEffort = "BestEffort";

    private static readonly string[] Resources = ["cpu", "memory"];

    public static string Of(Pod pod)
    {
        var any = false;
        var guaranteed = true;
        foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []))
        {
            foreach (var resource in Resources)
            {
                var limit = Amount(container.Resources.Limits, resource);
                var request = Amount(container.Resources.Requests, resource) ?? limit;
                any |= limit is not null || request is not null;
                guaranteed &= limit is not null && request == limit;
            }
        }

        return !any ? BestEffort : guaranteed ? Guaranteed : Burstable;
    }

    /// <summary>Who is killed first when memory runs out (pkg/kubelet/qos/policy.go).</summary>
    public static int OomScore(Pod pod, Container container, long machineMemory)
    {
        switch (Of(pod))
        {
            case Guaranteed:
                return -997;
            case BestEffort:
                return 1000;
            default:
                var request = container.Resources.Requests?.GetValueOrDefault("memory").Value() ?? 0;
                var score = 1000 - (int)(1000 * request / Math.Max(1, machineMemory));
                return Math.Clamp(score, 3, 999);
        }
    }

    private static Quantity? Amount(Dictionary<string, Quantity>? resources, string name) =>
        resources is not null && resources.TryGetValue(name, out var value) && !value.IsZero ? value : null;
}
