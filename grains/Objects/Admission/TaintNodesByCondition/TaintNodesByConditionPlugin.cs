using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.TaintNodesByCondition;

/// <summary>A new node gets no pods before its conditions say that it is ready: then the node lifecycle controller takes the taint off.</summary>
internal sealed class TaintNodesByConditionPlugin : IMutatingAdmissionPlugin
{
    private const string NotReady = "node.kubernetes.io/not-ready";
    private const string NoSchedule = "NoSchedule";

    /// <inheritdoc/>
    public string Name => "TaintNodesByCondition";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.Nodes, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var taints = ((Node)attributes.Object!).Spec.Taints ??= [];
        if (!taints.Exists(taint => taint is { Key: NotReady, Effect: NoSchedule }))
        {
            taints.Add(new Taint { Key = NotReady, Effect = NoSchedule });
        }

        return ValueTask.CompletedTask;
    }
}
