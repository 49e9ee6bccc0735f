using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.LimitRanger;

/// <summary>
/// Gives containers the requests and limits that their namespace's limit ranges have as defaults, and holds containers, pods and claims to their bounds.
/// A pod's amounts are fixed once it is made, so of its updates only a resize is looked at.
/// </summary>
internal sealed class LimitRangerPlugin(IReplica replica) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "LimitRanger";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) =>
        target.Is(Resources.Pods, AdmissionOperation.Create)
        || target.Is(Resources.Pods, "resize", AdmissionOperation.Update)
        || target.Saves(Resources.PersistentVolumeClaims);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        if (attributes.Object is Pod pod)
        {
            foreach (var range in RangesOf(attributes))
            {
                ContainerDefaults.Apply(pod, range);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        foreach (var range in RangesOf(attributes))
        {
            var violations = new List<string>();
            if (attributes.Object is Pod pod)
            {
                PodBounds.Check(pod, range, violations);
            }
            else
            {
                ClaimBounds.Check((PersistentVolumeClaim)attributes.Object!, range, violations);
            }

            if (violations.Count > 0)
            {
                throw attributes.Forbidden(GoText.Aggregate(violations));
            }
        }

        return ValueTask.CompletedTask;
    }

    private IEnumerable<LimitRange> RangesOf(AdmissionAttributes attributes)
    {
        var ranges = replica.List(Resources.LimitRanges);
        return ranges.Count == 0 || attributes.OldObject?.Metadata.DeletionTimestamp is not null
            ? []
            : ranges.In(attributes.Key.Namespace).Select(entry => entry.As<LimitRange>());
    }
}
