using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Objects.Writing;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Pods.Evictions;

/// <summary>Takes one disruption off what a budget allows, or refuses (a real server's <c>checkAndDecrement</c>).</summary>
internal static class BudgetAccount
{
    private const int MostUnconfirmed = 2000;
    private const string Cause = "DisruptionBudget";
    private const string Violation = "Cannot evict pod as it would violate the pod's disruption budget.";

    /// <summary>Whether a pod that is not ready may go without being counted: by the budget's policy, or because enough others are healthy.</summary>
    public static bool LetsUnhealthyGo(PodDisruptionBudget budget) =>
        budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow"
        || (budget.Status.DesiredHealthy > 0 && budget.Status.CurrentHealthy >= budget.Status.DesiredHealthy);

    /// <summary>Adds the budget's next state to what the eviction commits. A budget that changed meanwhile makes the commit, and so the eviction, start over.</summary>
    public static void Decrement(WriteContext deletion, ReplicaEntry entry)
    {
        var budget = entry.Copy<PodDisruptionBudget>();
        Check(budget);
        var status = budget.Status;
        status.DisruptionsAllowed--;
        if (status.DisruptionsAllowed == 0)
        {
            Exhausted(status, deletion.Now);
        }

        (status.DisruptedPods ??= [])[deletion.Key.Name] = deletion.Now;
        budget.Metadata.ResourceVersion = Document.RevisionPlaceholder;
        deletion.Commit(new Mutation(ChangeType.Updated, entry.Key, entry.Revision, Document.Find(JsonModel.ToBytes(budget))));
    }

    private static void Check(PodDisruptionBudget budget)
    {
        var (name, status) = (budget.Metadata.Name, budget.Status);
        if ((status.ObservedGeneration ?? 0) < (budget.Metadata.Generation ?? 0))
        {
            throw Violates($"The disruption budget {name} is still being processed by the server.", retryAfterSeconds: 10);
        }

        if (status.DisruptionsAllowed < 0)
        {
            throw Forbidden(name!, "pdb disruptions allowed is negative");
        }

        if (status.DisruptedPods?.Count > MostUnconfirmed)
        {
            throw Forbidden(name!, "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }

        if (status.DisruptionsAllowed == 0)
        {
            throw Violates(
                status.Conditions?.Find(condition => condition.Type == "DisruptionAllowed") is { Status: "False", Reason: "SyncFailed" } failed
                    ? $"The disruption budget {name} does not allow evicting pods currently because it failed sync: {failed.Message}"
                    : $"The disruption budget {name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently",
                retryAfterSeconds: 0);
        }
    }

    private static void Exhausted(PodDisruptionBudgetStatus status, DateTime now)
    {
        var conditions = status.Conditions ??= [];
        var allowed = conditions.Find(condition => condition.Type == "DisruptionAllowed");
        if (allowed is null)
        {
            conditions.Add(allowed = new Condition { Type = "DisruptionAllowed" });
        }

        if (allowed.Status != "False")
        {
            allowed.LastTransitionTime = now;
        }

        allowed.Status = "False";
        allowed.Reason = "InsufficientPods";
        allowed.Message = "";
        allowed.ObservedGeneration = status.ObservedGeneration;
    }

    private static ApiException Violates(string why, int retryAfterSeconds)
    {
        var status = StatusFactory.TooManyRequests(Violation, retryAfterSeconds);
        status.Details!.Causes = [new StatusCause { Reason = Cause, Message = why }];
        return new ApiException(status);
    }

    private static ApiException Forbidden(string name, string why) =>
        new(StatusFactory.Forbidden(new Api.Objects.GroupResource("policy", "poddisruptionbudget"), name, why));
}
