using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Ledger.Replication;
using Model = Orchestrator.Api.Models.Node.V1.RuntimeClass;

namespace Orchestrator.Grains.Objects.Admission.RuntimeClass;

/// <summary>A pod takes over from its runtime class what that costs (overhead) and where it can run (scheduling).</summary>
internal sealed class RuntimeClassPlugin(IReplica replica) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    private const string OtherOverhead = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

    /// <inheritdoc/>
    public string Name => "RuntimeClass";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.Pods, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var pod = (Pod)attributes.Object!;
        if (ClassOf(attributes, pod) is { } runtimeClass)
        {
            SetOverhead(attributes, pod, runtimeClass);
            RuntimeClassScheduling.Apply(attributes, pod, runtimeClass.Scheduling);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var pod = (Pod)attributes.Object!;
        if (ClassOf(attributes, pod)?.Overhead is { } overhead)
        {
            return Same(pod.Spec.Overhead, overhead.PodFixed) ? ValueTask.CompletedTask : throw attributes.Forbidden(OtherOverhead);
        }

        return pod.Spec.Overhead is null
            ? ValueTask.CompletedTask
            : throw attributes.Forbidden("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
    }

    private Model? ClassOf(AdmissionAttributes attributes, Pod pod)
    {
        if (pod.Spec.RuntimeClassName is not { } name)
        {
            return null;
        }

        return replica.Get(Resources.RuntimeClasses.At("", name))?.As<Model>()
            ?? throw attributes.Forbidden($"pod rejected: RuntimeClass \"{name}\" not found");
    }

    private static void SetOverhead(AdmissionAttributes attributes, Pod pod, Model runtimeClass)
    {
        if (runtimeClass.Overhead is not { } overhead)
        {
            return;
        }

        if (pod.Spec.Overhead is not null && !Same(pod.Spec.Overhead, overhead.PodFixed))
        {
            throw attributes.Forbidden(OtherOverhead);
        }

        pod.Spec.Overhead = overhead.PodFixed is null ? null : new Dictionary<string, Quantity>(overhead.PodFixed, StringComparer.Ordinal);
    }

    private static bool Same(Dictionary<string, Quantity>? left, Dictionary<string, Quantity>? right)
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0))
        {
            return false;
        }

        foreach (var (name, amount) in left ?? [])
        {
            if (!right!.TryGetValue(name, out var other) || amount != other)
            {
                return false;
            }
        }

        return true;
    }
}
