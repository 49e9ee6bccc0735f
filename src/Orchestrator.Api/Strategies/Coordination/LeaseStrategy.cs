using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Coordination.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Coordination;

/// <summary>Leases.</summary>
public sealed class LeaseStrategy : KindStrategy<Lease>
{
    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<Lease>(),
        Tables.Columns.Text<Lease>("Holder", lease => lease.Spec.HolderIdentity ?? "", "Who holds it"),
        Tables.Columns.Age<Lease>(),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(Lease obj) => DropCoordination(obj);

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Lease obj, Lease old, string subresource) => DropCoordination(obj);

    /// <inheritdoc/>
    protected override void Validate(Lease obj, FieldErrors errors)
    {
        var spec = FieldPath.Of("spec");
        if (obj.Spec.LeaseDurationSeconds <= 0)
        {
            errors.Invalid(spec.Child("leaseDurationSeconds"), obj.Spec.LeaseDurationSeconds, "must be greater than 0");
        }

        if (obj.Spec.LeaseTransitions < 0)
        {
            errors.Invalid(spec.Child("leaseTransitions"), obj.Spec.LeaseTransitions, "must be greater than or equal to 0");
        }
    }

    // The coordinated election of leaders is a feature that a real server of this level has, switched off.
    private static void DropCoordination(Lease obj)
    {
        obj.Spec.Strategy = null;
        obj.Spec.PreferredHolder = null;
    }
}
