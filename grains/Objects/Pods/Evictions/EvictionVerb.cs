using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Pods.Evictions;

/// <summary>
/// POST of <c>pods/eviction</c>: deletes a pod unless that would break its disruption budget (a real server's <c>EvictionREST.Create</c>).
/// The budget is used up in the commit that deletes the pod, so no number of evictions at once, on whatever silos, takes more than it allows.
/// </summary>
internal static class EvictionVerb
{
    /// <summary>Evicts the pod.</summary>
    public static async ValueTask<WriteOutcome> ApplyAsync(WriteContext context)
    {
        var eviction = EvictionReader.Read(context);
        var options = EvictionReader.DeletionOf(context, eviction);
        var current = context.Current ?? throw Refusals.NotFound(context);
        await context.Services.Admission.ValidateAsync(AdmissionAttributes.Of(context, AdmissionOperation.Create, eviction, null));

        var deletion = context.OfDeletion(options);
        var pod = (Pod)current.Copy();
        if (!IsOutOfAccount(pod))
        {
            Account(deletion, pod);
            Mark(context, pod);
        }

        var deleted = await DeleteVerb.ApplyAsync(deletion, pod);
        return deleted.Instead(new Status { StatusValue = "Success", Code = 201 }, 201);
    }

    /// <summary>Whether the pod serves nobody any more, or not yet: then no budget counts it.</summary>
    private static bool IsOutOfAccount(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed" or "Pending" || pod.Metadata.DeletionTimestamp is not null;

    private static void Account(WriteContext deletion, Pod pod)
    {
        if (DisruptionBudgets.Of(deletion, pod) is not { } budget)
        {
            return;
        }

        if (IsReady(pod) || !BudgetAccount.LetsUnhealthyGo(budget.As<PodDisruptionBudget>()))
        {
            BudgetAccount.Decrement(deletion, budget);
        }
    }

    private static bool IsReady(Pod pod) => pod.Status.Conditions?.Find(condition => condition.Type == "Ready") is { Status: "True" };

    /// <summary>Says in the pod why it ends.</summary>
    private static void Mark(WriteContext context, Pod pod)
    {
        var conditions = pod.Status.Conditions ??= [];
        var target = conditions.Find(condition => condition.Type == "DisruptionTarget");
        if (target is null)
        {
            conditions.Add(target = new PodCondition { Type = "DisruptionTarget" });
        }

        if (target.Status != "True")
        {
            target.LastTransitionTime = context.Now;
        }

        target.Status = "True";
        target.Reason = "EvictionByEvictionAPI";
        target.Message = "Eviction API: evicting";
        target.ObservedGeneration = pod.Metadata.Generation;
    }
}
