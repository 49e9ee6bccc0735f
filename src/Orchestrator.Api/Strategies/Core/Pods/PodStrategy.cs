using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Pods.Subresources;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Pods: their spec hardly changes once made, and deleting one takes as long as its containers need to stop.</summary>
public sealed class PodStrategy : KindStrategy<Pod>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => PodColumns.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Pod, string>> SelectableFields { get; } = new Dictionary<string, Func<Pod, string>>
    {
        ["spec.nodeName"] = pod => pod.Spec.NodeName ?? "",
        ["spec.restartPolicy"] = pod => pod.Spec.RestartPolicy ?? "",
        ["spec.schedulerName"] = pod => pod.Spec.SchedulerName ?? "",
        ["spec.serviceAccountName"] = pod => pod.Spec.ServiceAccountName ?? "",
        ["spec.hostNetwork"] = pod => pod.Spec.HostNetwork == true ? "true" : "false",
        ["status.phase"] = pod => pod.Status.Phase ?? "",
        ["status.podIP"] = pod => pod.Status.PodIP ?? "",
        ["status.podIPs"] = pod => string.Join(',', pod.Status.PodIPs?.Select(address => address.Ip) ?? []),
        ["status.nominatedNodeName"] = pod => pod.Status.NominatedNodeName ?? "",
    };

    /// <inheritdoc/>
    protected override void Default(Pod obj) => PodDefaults.Pod(obj);

    /// <inheritdoc/>
    protected override void PrepareForCreate(Pod obj)
    {
        obj.Status = PodPreparation.NewStatus(obj);
        PodLikeness.Select(obj);
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Pod obj, Pod old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
            obj.Metadata.OwnerReferences = old.Metadata.OwnerReferences;
            obj.Status.QosClass ??= old.Status.QosClass;
        }
        else if (PodSubresources.Covers(subresource))
        {
            PodSubresources.Prepare(obj, old, subresource);
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Pod obj, FieldErrors errors) => PodValidation.Create(obj, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(Pod obj, Pod old, string subresource, FieldErrors errors)
    {
        switch (subresource)
        {
            case "":
                PodUpdateValidation.Spec(obj, old, errors);
                break;
            case "status":
                PodUpdateValidation.Status(obj, old, errors);
                break;
            default:
                PodSubresources.Validate(obj, old, subresource, errors);
                break;
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Pod obj, Pod? old) => old is null ? PodWarnings.ForPod(obj) : [];

    /// <inheritdoc/>
    protected override bool SpecChanged(Pod obj, Pod old) => !SpecEquality.Same(obj.Spec, old.Spec);

    /// <inheritdoc/>
    protected override long? DefaultGracePeriod(Pod obj) => PodPreparation.DefaultGracePeriod(obj);
}
