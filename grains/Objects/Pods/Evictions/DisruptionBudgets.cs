using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Objects.Writing;
using Orchestrator.Ledger.Replication;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Objects.Pods.Evictions;

/// <summary>Finds the disruption budget that counts a pod.</summary>
internal static class DisruptionBudgets
{
    /// <summary>The resource.</summary>
    public static readonly GroupResource Resource = new("policy", "poddisruptionbudgets");

    private const string Several = "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.";

    /// <summary>The pod's budget, or null.</summary>
    /// <exception cref="ApiException">It has several (500, as a real server has it).</exception>
    public static ReplicaEntry? Of(WriteContext context, Pod pod)
    {
        ReplicaEntry? found = null;
        foreach (var entry in context.Services.Replica.List(Resource).In(context.Key.Namespace))
        {
            if (!Selects(entry.As<PodDisruptionBudget>(), pod))
            {
                continue;
            }

            found = found is null ? entry : throw new ApiException(new() { StatusValue = "Failure", Message = Several, Code = 500 });
        }

        return found;
    }

    private static bool Selects(PodDisruptionBudget budget, Pod pod)
    {
        try
        {
            return budget.Spec.Selector.ToSelector().Matches(pod.Metadata.Labels);
        }
        catch (FormatException)
        {
            return false; // a selector from before selectors were validated selects nothing
        }
    }
}
