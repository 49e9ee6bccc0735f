using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Scheduling.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.Priority;

/// <summary>Turns the name of a pod's priority class into its priority and preemption policy, and keeps one class at most the default.</summary>
internal sealed class PriorityPlugin(IReplica replica) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    private const string PreemptLowerPriority = "PreemptLowerPriority";

    /// <inheritdoc/>
    public string Name => "Priority";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Saves(Resources.Pods) || target.Saves(Resources.PriorityClasses);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        if (attributes.Object is not Pod pod)
        {
            return ValueTask.CompletedTask;
        }

        if (attributes.OldObject is Pod old)
        {
            // Both are immutable; who leaves them out does not mean to change them.
            pod.Spec.Priority ??= old.Spec.Priority;
            pod.Spec.PreemptionPolicy ??= old.Spec.PreemptionPolicy;
            return ValueTask.CompletedTask;
        }

        Resolve(attributes, pod.Spec);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes) =>
        attributes.Object is PriorityClass { GlobalDefault: true } && Default() is { } present && present.Metadata.Name != attributes.Key.Name
            ? throw attributes.Forbidden($"PriorityClass {present.Metadata.Name} is already marked as default. Only one default can exist")
            : ValueTask.CompletedTask;

    private void Resolve(AdmissionAttributes attributes, PodSpec spec)
    {
        PriorityClass? chosen;
        if (string.IsNullOrEmpty(spec.PriorityClassName))
        {
            chosen = Default();
            spec.PriorityClassName = chosen?.Metadata.Name;
        }
        else
        {
            chosen = replica.Get(Resources.PriorityClasses.At("", spec.PriorityClassName))?.As<PriorityClass>()
                ?? throw attributes.Forbidden($"no PriorityClass with name {spec.PriorityClassName} was found");
        }

        var priority = chosen?.Value ?? 0;
        if (spec.Priority is { } given && given != priority)
        {
            throw attributes.Forbidden(
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission controller computed {priority} from the given PriorityClass name");
        }

        var policy = chosen is null ? PreemptLowerPriority : chosen.PreemptionPolicy;
        if (policy is not null && spec.PreemptionPolicy is { } asked && asked != policy)
        {
            throw attributes.Forbidden(
                $"the string value of PreemptionPolicy ({asked}) must not be provided in pod spec; priority admission controller computed {policy} from the given PriorityClass name");
        }

        spec.Priority = priority;
        spec.PreemptionPolicy = policy ?? spec.PreemptionPolicy;
    }

    /// <summary>The default class; of several, which only a race can make, the lowest.</summary>
    private PriorityClass? Default()
    {
        PriorityClass? lowest = null;
        foreach (var entry in replica.List(Resources.PriorityClasses))
        {
            var candidate = entry.As<PriorityClass>();
            if (candidate.GlobalDefault == true && (lowest is null || candidate.Value < lowest.Value))
            {
                lowest = candidate;
            }
        }

        return lowest;
    }
}
