using System.Globalization;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using ObjectKey = Orchestrator.Api.Objects.ObjectKey;

namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>
/// Says how many pods of a budget may be disrupted now (<c>pkg/controller/disruption</c>). Evictions take from that number in the commit that deletes the pod, so the status
/// is written only as the next one after the version that was read.
/// </summary>
internal sealed class DisruptionController(ControllerServices services, BudgetPods pods) : Controller<PodDisruptionBudget>("disruption-controller", BudgetPods.Budgets, services)
{
    private const string Allowed = "DisruptionAllowed";
    private readonly ExpectedScale _scale = new(services);

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches) => watches.Mapped(KnownResources.Pods, (change, poke) =>
    {
        if (change.Previous is not { } previous || change.Type == ChangeType.Deleted)
        {
            pods.ForEachCounting(change.Entry, poke);
        }
        else if (IsOfInterest(previous, change.Entry))
        {
            pods.ForEachCounting(previous, poke);
            pods.ForEachCounting(change.Entry, poke);
        }
    });

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, PodDisruptionBudget value, CancellationToken cancellationToken)
    {
        // An eviction commits budget and pod together: who sees the one must see the other.
        await Replica.WaitForAsync(long.Parse(value.Metadata.ResourceVersion!, CultureInfo.InvariantCulture), cancellationToken);
        var counted = pods.PodsOf(key);
        if (counted.Length == 0)
        {
            Events.Normal(value, "NoPods", "No matching pods found");
        }

        PodDisruptionBudgetStatus status;
        BudgetCount count;
        try
        {
            count = BudgetCount.Of(value, counted, Now);
            status = Calculate(value, counted, count);
        }
        catch (BudgetProblemException problem)
        {
            Events.Warning(value, "CalculateExpectedPodCountFailed", $"Failed to calculate the number of expected pods: {problem.Message}");
            await WriteAsync(value, FailSafe(value, problem.Message), cancellationToken);
            return ReconcileResult.Done.Because($"allows no disruption: {problem.Message}");
        }

        foreach (var pod in count.NotDeleted)
        {
            Events.Warning(pod, "NotDeleted", $"Pod was expected by PDB {key.Namespace}/{key.Name} to be deleted but it wasn't");
        }

        await WriteAsync(value, status, cancellationToken);
        var (allowed, healthy, desired) = (status.DisruptionsAllowed, status.CurrentHealthy, status.DesiredHealthy);
        return (count.NextTimeout is { } next ? ReconcileResult.After(next - Now) : ReconcileResult.Done)
            .Because($"allows {allowed} disruptions: {healthy} pods are healthy, {desired} have to be");
    }

    private PodDisruptionBudgetStatus Calculate(PodDisruptionBudget budget, ReplicaEntry[] counted, BudgetCount count)
    {
        var (expected, desired) = Wanted(budget, counted);

        // Without pods nothing is allowed, so that the first ones to come are safe until they have been looked at.
        var allowed = expected <= 0 ? 0 : Math.Max(0, count.Healthy - desired);
        var status = new PodDisruptionBudgetStatus
        {
            ObservedGeneration = budget.Metadata.Generation,
            CurrentHealthy = count.Healthy,
            DesiredHealthy = desired,
            ExpectedPods = expected,
            DisruptionsAllowed = allowed,
            DisruptedPods = count.Disrupted.Count == 0 ? null : count.Disrupted,
        };
        status.Conditions = Conditions(budget, allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods", "");
        return status;
    }

    private (int Expected, int Desired) Wanted(PodDisruptionBudget budget, ReplicaEntry[] counted)
    {
        if (budget.Spec.MaxUnavailable is { } unavailable)
        {
            var expected = Scale(budget, counted);
            return (expected, Math.Max(0, expected - unavailable.Scaled(expected, roundUp: true)));
        }

        if (budget.Spec.MinAvailable is not { } available)
        {
            return (0, 0);
        }

        if (!available.IsString)
        {
            return (counted.Length, available.IntValue);
        }

        var all = Scale(budget, counted);
        return (all, available.Scaled(all, roundUp: true));
    }

    private int Scale(PodDisruptionBudget budget, ReplicaEntry[] counted)
    {
        var expected = _scale.Of(counted);
        if (expected.Unmanaged > 0)
        {
            Events.Warning(budget, "UnmanagedPods", $"Pods selected by this PodDisruptionBudget (selector: {budget.Spec.Selector.ToText()}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set \".spec.minAvailable\" field of the PDB to an integer value.");
        }

        return expected.Count;
    }

    private PodDisruptionBudgetStatus FailSafe(PodDisruptionBudget budget, string problem)
    {
        var status = budget.Status.DeepCopy();
        status.DisruptionsAllowed = 0;
        status.Conditions = Conditions(budget, "False", "SyncFailed", problem);
        return status;
    }

    private List<Condition> Conditions(PodDisruptionBudget budget, string status, string reason, string message)
    {
        var known = budget.Status.Conditions?.Find(static condition => condition.Type == Allowed);
        return
        [
            .. budget.Status.Conditions?.FindAll(static condition => condition.Type != Allowed) ?? [],
            new Condition
            {
                Type = Allowed,
                Status = status,
                Reason = reason,
                Message = message,
                ObservedGeneration = budget.Metadata.Generation,
                LastTransitionTime = known?.Status == status ? known.LastTransitionTime : Timestamp.Seconds(Now),
            },
        ];
    }

    private async Task WriteAsync(PodDisruptionBudget budget, PodDisruptionBudgetStatus status, CancellationToken cancellationToken)
    {
        if (!JsonModel.ToBytes(budget.Status).AsSpan().SequenceEqual(JsonModel.ToBytes(status)))
        {
            await Client.UpdateStatusAsync(new PodDisruptionBudget { Metadata = budget.Metadata, Spec = budget.Spec, Status = status }, cancellationToken);
        }
    }

    /// <summary>Whether the change may change a count: most changes of pods do not.</summary>
    private static bool IsOfInterest(ReplicaEntry before, ReplicaEntry after) =>
        before.DeletionTimestamp is null != after.DeletionTimestamp is null
        || before.Metadata.Controller?.Uid != after.Metadata.Controller?.Uid
        || PodState.IsReady(before.As<Pod>()) != PodState.IsReady(after.As<Pod>())
        || !ServicePods.Labels.Same(before.Labels, after.Labels);
}
