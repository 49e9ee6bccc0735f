using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>Makes pods of a replica set's template.</summary>
internal static class PodFactory
{
    /// <summary>A pod of that name, controlled by the replica set.</summary>
    /// <param name="entry">The replica set. The pod borrows parts of its template, which is shared: it is to be sent, not changed.</param>
    /// <param name="name">The pod's name.</param>
    public static Pod Make(ReplicaEntry entry, string name)
    {
        var owner = entry.As<ReplicaSet>();
        var template = owner.Spec.Template;
        return new Pod
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
}
