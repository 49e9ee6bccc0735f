using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>How many requests of a level are served at once, and what becomes of the others.</summary>
public sealed class PriorityLevelConfigurationStrategy : KindStrategy<PriorityLevelConfiguration>
{
    private const int DefaultShares = 30;
    private const int DefaultQueues = 64;
    private const int DefaultHandSize = 8;
    private const int DefaultQueueLength = 50;

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<PriorityLevelConfiguration>(),
        Tables.Columns.Text<PriorityLevelConfiguration>("Type", level => level.Spec.Type, "Whether it is limited"),
        Number("NominalConcurrencyShares", level => level.Spec.Limited?.NominalConcurrencyShares, "Its part of what the server serves at once"),
        Number("Queues", level => level.Spec.Limited?.LimitResponse.Queuing?.Queues, "How many queues there are"),
        Number("HandSize", level => level.Spec.Limited?.LimitResponse.Queuing?.HandSize, "How many queues a flow may use"),
        Number("QueueLengthLimit", level => level.Spec.Limited?.LimitResponse.Queuing?.QueueLengthLimit, "How long a queue may get"),
        Tables.Columns.Age<PriorityLevelConfiguration>(),
    ];

    /// <inheritdoc/>
    protected override void Default(PriorityLevelConfiguration obj)
    {
        if (obj.Spec.Exempt is null && obj.Spec.Type == "Exempt")
        {
            obj.Spec.Exempt = new();
        }

        if (obj.Spec.Exempt is { } exempt)
        {
            exempt.NominalConcurrencyShares ??= 0;
            exempt.LendablePercent ??= 0;
        }

        if (obj.Spec.Limited is not { } limited)
        {
            return;
        }

        limited.NominalConcurrencyShares ??= DefaultShares;
        limited.LendablePercent ??= 0;
        if (limited.LimitResponse.Queuing is { } queuing)
        {
            queuing.Queues = queuing.Queues == 0 ? DefaultQueues : queuing.Queues;
            queuing.HandSize = queuing.HandSize == 0 ? DefaultHandSize : queuing.HandSize;
            queuing.QueueLengthLimit = queuing.QueueLengthLimit == 0 ? DefaultQueueLength : queuing.QueueLengthLimit;
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(PriorityLevelConfiguration obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(PriorityLevelConfiguration obj, PriorityLevelConfiguration old, string subresource)
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
    protected override void Validate(PriorityLevelConfiguration obj, FieldErrors errors)
    {
        PriorityLevelValidation.Spec(obj.Metadata.Name ?? "", obj.Spec, errors);
        if (MandatoryFlowControl.Level(obj.Metadata.Name) is { } mandatory && !MandatoryFlowControl.Same(obj.Spec, mandatory))
        {
            errors.Invalid(FieldPath.Of("spec"), Validation.FieldRules.Json(obj.Spec), $"spec of '{obj.Metadata.Name}' must equal the fixed value");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(PriorityLevelConfiguration obj, PriorityLevelConfiguration old, string subresource, FieldErrors errors)
    {
        if (subresource != "status")
        {
            Validate(obj, errors);
            return;
        }

        LevelStatusRules.Types([.. (obj.Status.Conditions ?? []).Select(condition => condition.Type ?? "")], errors);
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(PriorityLevelConfiguration obj, PriorityLevelConfiguration old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static TableColumn<PriorityLevelConfiguration> Number(string name, Func<PriorityLevelConfiguration, int?> value, string description) =>
        new(name, (level, _) => value(level) is { } number ? (TableCell)number : "<none>", Description: description);
}
