using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>Which requests belong to which priority level.</summary>
public sealed class FlowSchemaStrategy : KindStrategy<FlowSchema>
{
    private const int DefaultPrecedence = 1000;

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<FlowSchema>(),
        Tables.Columns.Text<FlowSchema>("PriorityLevel", schema => schema.Spec.PriorityLevelConfiguration.Name, "The level of its requests"),
        Tables.Columns.Number<FlowSchema>("MatchingPrecedence", schema => schema.Spec.MatchingPrecedence, "Which schema is asked first: the lowest number"),
        Tables.Columns.Text<FlowSchema>("DistinguisherMethod", schema => schema.Spec.DistinguisherMethod?.Type ?? "<none>", "By what requests are told apart into flows"),
        Tables.Columns.Age<FlowSchema>(),
        Tables.Columns.Text<FlowSchema>(
            "MissingPL", schema => schema.Status.Conditions?.Find(condition => condition.Type == "Dangling")?.Status ?? "?", "Whether its level is missing"),
    ];

    /// <inheritdoc/>
    protected override void Default(FlowSchema obj)
    {
        if (obj.Spec.MatchingPrecedence == 0)
        {
            obj.Spec.MatchingPrecedence = DefaultPrecedence;
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(FlowSchema obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(FlowSchema obj, FlowSchema old, string subresource)
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
    protected override void Validate(FlowSchema obj, FieldErrors errors)
    {
        FlowSchemaValidation.Spec(obj.Metadata.Name ?? "", obj.Spec, errors);
        if (MandatoryFlowControl.Schema(obj.Metadata.Name) is { } fixedSpec && !SpecEquality.Same(obj.Spec, fixedSpec))
        {
            errors.Invalid(FieldPath.Of("spec"), Validation.FieldRules.Json(obj.Spec), $"spec of '{obj.Metadata.Name}' must equal the fixed value");
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(FlowSchema obj, FlowSchema old, string subresource, FieldErrors errors)
    {
        if (subresource != "status")
        {
            Validate(obj, errors);
            return;
        }

        LevelStatusRules.Types([.. (obj.Status.Conditions ?? []).Select(condition => condition.Type ?? "")], errors);
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(FlowSchema obj, FlowSchema old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
