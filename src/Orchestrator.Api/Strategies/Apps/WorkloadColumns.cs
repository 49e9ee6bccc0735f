using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Cells that tables of everything with a pod template share.</summary>
internal static class WorkloadColumns
{
    public static string Containers(PodTemplateSpec template) => string.Join(',', template.Spec.Containers.Select(container => container.Name));

    public static string Images(PodTemplateSpec template) => string.Join(',', template.Spec.Containers.Select(container => container.Image));
}
