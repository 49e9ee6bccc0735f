using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Reading;

/// <summary>Adds up what a pod asks for (<c>resourcehelper.PodRequests</c>): containers together, or the largest moment of the init containers, and the overhead.</summary>
internal static class PodResources
{
    /// <summary>What scoring takes a container to use that asks for nothing.</summary>
    public static Resources ScoringDefault { get; } = new() { MilliCpu = 100, Memory = 200L << 20 };

    /// <summary>The pod's requests.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="missing">What a container asks for that does not say.</param>
    public static Resources Of(Pod pod, Resources missing)
    {
        var sum = default(Resources);
        foreach (var container in pod.Spec.Containers)
        {
            sum = sum.Plus(Of(container, missing));
        }

        // Sidecars (init containers that restart always) run beside all that come after them.
        var sidecars = default(Resources);
        var initial = default(Resources);
        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            var requests = Of(container, missing);
            if (container.RestartPolicy == "Always")
            {
                sidecars = sidecars.Plus(requests);
                initial = initial.Max(sidecars);
            }
            else
            {
                initial = initial.Max(sidecars.Plus(requests));
            }
        }

        sum = sum.Plus(sidecars).Max(initial);
        if (pod.Spec.Resources?.Requests is { Count: > 0 } whole)
        {
            sum = Override(sum, whole);
        }

        return sum.Plus(Read(pod.Spec.Overhead));
    }

    /// <summary>Amounts by resource name.</summary>
    public static Resources Read(Dictionary<string, Quantity>? amounts)
    {
        var result = default(Resources);
        Dictionary<string, long>? extended = null;
        foreach (var (name, amount) in amounts ?? [])
        {
            switch (name)
            {
                case "cpu":
                    result = result with { MilliCpu = amount.MilliValue() };
                    break;
                case "memory":
                    result = result with { Memory = amount.Value() };
                    break;
                case "ephemeral-storage":
                    result = result with { EphemeralStorage = amount.Value() };
                    break;
                case "pods":
                    break;
                default:
                    (extended ??= new Dictionary<string, long>(StringComparer.Ordinal))[name] = amount.Value();
                    break;
            }
        }

        return extended is null ? result : result with { Extended = extended };
    }

    private static Resources Of(Container container, Resources missing)
    {
        var requests = container.Resources.Requests;
        var read = Read(requests);
        return read with
        {
            MilliCpu = requests?.ContainsKey("cpu") == true ? read.MilliCpu : missing.MilliCpu,
            Memory = requests?.ContainsKey("memory") == true ? read.Memory : missing.Memory,
        };
    }

    /// <summary>Requests of the pod as a whole count instead of its containers'.</summary>
    private static Resources Override(Resources sum, Dictionary<string, Quantity> whole)
    {
        var read = Read(whole);
        return sum with
        {
            MilliCpu = whole.ContainsKey("cpu") ? read.MilliCpu : sum.MilliCpu,
            Memory = whole.ContainsKey("memory") ? read.Memory : sum.Memory,
        };
    }
}
