using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Silo.Logs;

/// <summary>Which of a pod's containers a request means.</summary>
internal static class PodContainers
{
    /// <summary>The container named, or the only one.</summary>
    /// <exception cref="ApiException">There is no such container, or none is named and there are several (400).</exception>
    public static string Choose(Pod pod, string named)
    {
        var spec = pod.Spec ?? new PodSpec();
        List<string> containers = [.. (spec.Containers ?? []).Select(container => container.Name)];
        List<string> init = [.. (spec.InitContainers ?? []).Select(container => container.Name)];
        List<string> ephemeral = [.. (spec.EphemeralContainers ?? []).Select(container => container.Name)];
        if (named.Length > 0)
        {
            return containers.Contains(named) || init.Contains(named) || ephemeral.Contains(named)
                ? named
                : throw new ApiException(StatusFactory.BadRequest($"container {named} is not valid for pod {pod.Metadata.Name}"));
        }

        if (containers.Count == 1)
        {
            return containers[0];
        }

        var initText = init.Count > 0 ? $" or one of the init containers: [{string.Join(' ', init)}]" : "";
        throw new ApiException(StatusFactory.BadRequest(
            $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', containers)}]{initText}"));
    }
}
