using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Policy;

/// <summary>Budgets for disruptions: how many pods of a set must stay up, or may be down.</summary>
public sealed class PodDisruptionBudgetStrategy : KindStrategy<PodDisruptionBudget>
{
    private const string NotGiven = "N/A";

    private static readonly string[] EvictionPolicies = ["AlwaysAllow", "IfHealthyBudget"];
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<PodDisruptionBudget>(),
        Tables.Columns.Text<PodDisruptionBudget>("Min Available", budget => budget.Spec.MinAvailable?.ToString() ?? NotGiven, "Pods that must stay up"),
        Tables.Columns.Text<PodDisruptionBudget>("Max Unavailable", budget => budget.Spec.MaxUnavailable?.ToString() ?? NotGiven, "Pods that may be down"),
        Tables.Columns.Number<PodDisruptionBudget>("Allowed Disruptions", budget => budget.Status.DisruptionsAllowed, "Pods that may be evicted now"),
        Tables.Columns.Age<PodDisruptionBudget>(),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(PodDisruptionBudget obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(PodDisruptionBudget obj, PodDisruptionBudget old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(PodDisruptionBudget obj, FieldErrors errors)
    {
        var spec = obj.Spec;
        if (spec is { MinAvailable: not null, MaxUnavailable: not null })
        {
            errors.Invalid(Spec, spec, "minAvailable and maxUnavailable cannot be both set");
        }

        Amount(spec.MinAvailable, errors, "minAvailable");
        Amount(spec.MaxUnavailable, errors, "maxUnavailable");
        LabelSelectorRules.Validate(spec.Selector, errors, Spec.Child("selector"));
        MemberRules.Supported(spec.UnhealthyPodEvictionPolicy, EvictionPolicies, errors, Spec, "unhealthyPodEvictionPolicy");
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(PodDisruptionBudget obj, PodDisruptionBudget old, string subresource, FieldErrors errors)
    {
        if (subresource.Length == 0)
        {
            Validate(obj, errors);
            return;
        }

        MemberRules.NonNegative(obj.Status.DisruptionsAllowed, errors, Status, "disruptionsAllowed");
        MemberRules.NonNegative(obj.Status.CurrentHealthy, errors, Status, "currentHealthy");
        MemberRules.NonNegative(obj.Status.DesiredHealthy, errors, Status, "desiredHealthy");
        MemberRules.NonNegative(obj.Status.ExpectedPods, errors, Status, "expectedPods");
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(PodDisruptionBudget obj, PodDisruptionBudget old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static void Amount(IntOrString? amount, FieldErrors errors, string field)
    {
        if (amount is { } given)
        {
            AmountRules.NumberOrPercentage(given, errors, Spec.Child(field));
            AmountRules.NotMoreThanAll(given, errors, Spec.Child(field));
        }
    }
}
