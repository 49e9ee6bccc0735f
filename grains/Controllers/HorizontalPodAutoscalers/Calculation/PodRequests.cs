using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;

/// <summary>What pods ask for of a resource, against which their use is measured.</summary>
internal static class PodRequests
{
    /// <summary>The requests by pod, in thousandths.</summary>
    /// <exception cref="MetricsException">A container does not say what it asks for.</exception>
    public static Dictionary<string, long> Of(IEnumerable<Pod> pods, string resource, string? container)
    {
        var requests = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            requests[pod.Metadata.Name!] = container is null && pod.Spec.Resources?.Requests?.TryGetValue(resource, out var whole) == true
                ? whole.MilliValue()
                : Of(pod, resource, container);
        }

        return requests;
    }

    private static long Of(Pod pod, string resource, string? container)
    {
        long sum = 0;
        var found = container is null;
        foreach (var one in pod.Spec.Containers.Concat((pod.Spec.InitContainers ?? []).Where(static init => init.RestartPolicy == "Always")))
        {
            if (container is not null && one.Name != container)
            {
                continue;
            }

            found = true;
            if (one.Resources?.Requests?.TryGetValue(resource, out var request) != true)
            {
                throw new MetricsException($"missing request for {resource} in container {one.Name} of Pod {pod.Metadata.Name}");
            }

            sum += one.Resources.Requests[resource].MilliValue();
        }

        return found ? sum : throw new MetricsException($"container {container} not found in Pod {pod.Metadata.Name}");
    }
}
