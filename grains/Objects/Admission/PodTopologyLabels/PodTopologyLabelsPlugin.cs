using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.PodTopologyLabels;

/// <summary>
/// A pod learns the zone and region of its node: they are put on the binding, which hands them to the pod, or on a pod that is created on a node. The node decides,
/// whatever the request says; a node that does not exist, or is in no zone, changes nothing.
/// </summary>
internal sealed class PodTopologyLabelsPlugin(IReplica replica) : IMutatingAdmissionPlugin
{
    private static readonly string[] Labels = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone"];

    /// <inheritdoc/>
    public string Name => "PodTopologyLabels";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) =>
        target.Is(Resources.Pods, AdmissionOperation.Create) || target.Is(Resources.Pods, "binding", AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var node = attributes.Object switch
        {
            Binding { Target.Kind: null or "" or "Node" } binding => binding.Target.Name,
            Pod pod => pod.Spec.NodeName,
            _ => null,
        };
        if (string.IsNullOrEmpty(node) || replica.Get(Resources.Nodes.At("", node)) is not { } entry)
        {
            return ValueTask.CompletedTask;
        }

        foreach (var label in Labels)
        {
            if (entry.Labels.TryGetValue(label, out var value))
            {
                (attributes.Object!.Metadata.Labels ??= [])[label] = value;
            }
        }

        return ValueTask.CompletedTask;
    }
}
