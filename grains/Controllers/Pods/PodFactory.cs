using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>Makes pods of a workload's template.</summary>
internal static class PodFactory
{
    /// <summary>A pod of that name, controlled by the owner.</summary>
    /// <param name="owner">The workload.</param>
    /// <param name="template">Its template. The pod borrows parts of it, and it is shared: the pod is to be sent, not changed.</param>
    /// <param name="name">The pod's name.</param>
    public static Pod Make(IKubeObject owner, PodTemplateSpec template, string name) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            GenerateName = owner.Metadata.Name + "-",
            Namespace = owner.Metadata.Namespace,
            Labels = template.Metadata.Labels,
            Annotations = template.Metadata.Annotations,
            Finalizers = template.Metadata.Finalizers,
            OwnerReferences = [ControllerRefs.To(owner)],
        },
        Spec = template.Spec,
    };
}
