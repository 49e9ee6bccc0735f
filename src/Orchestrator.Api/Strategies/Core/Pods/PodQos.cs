using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>The quality of service that a pod's requests and limits of CPU and memory give it.</summary>
public static class PodQos
{
    private static readonly string[] Compute = ["cpu", "memory"];

    /// <summary><c>Guaranteed</c> when every container limits both to what it requests, <c>BestEffort</c> when none says anything, else <c>Burstable</c>.</summary>
    public static string Of(PodSpec spec)
    {
        if (spec.Resources is { } pod && (Any(pod.Requests) || Any(pod.Limits)))
        {
            return IsGuaranteed(pod) ? "Guaranteed" : "Burstable";
        }

        var any = false;
        var guaranteed = true;
        foreach (var container in (spec.InitContainers ?? []).Concat(spec.Containers))
        {
            any |= Any(container.Resources.Requests) || Any(container.Resources.Limits);
            guaranteed &= IsGuaranteed(container.Resources);
        }

        return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
    }

    private static bool Any(Dictionary<string, Quantity>? resources) =>
        resources is not null && Compute.Any(name => resources.TryGetValue(name, out var amount) && amount.Sign > 0);

    private static bool IsGuaranteed(ResourceRequirements resources) => Compute.All(
        name => resources.Limits is { } limits && limits.TryGetValue(name, out var limit) && limit.Sign > 0
            && (resources.Requests is not { } requests || !requests.TryGetValue(name, out var request) || request == limit));
}
