using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies.Apps;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Pod templates that stand on their own.</summary>
public sealed class PodTemplateStrategy : KindStrategy<PodTemplate>
{
    private static readonly FieldPath Template = FieldPath.Of("template");

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<PodTemplate>(),
        WorkloadColumns.Containers<PodTemplate>(template => template.Template, priority: 0),
        WorkloadColumns.Images<PodTemplate>(template => template.Template, priority: 0),
        Tables.Columns.Text<PodTemplate>("Pod Labels", template => LabelSelectorConverter.ToText(template.Template.Metadata.Labels), "The labels of the template's pods"),
    ];

    /// <inheritdoc/>
    protected override void Default(PodTemplate obj) => PodDefaults.PodSpec(obj.Template.Spec);

    /// <inheritdoc/>
    protected override void Validate(PodTemplate obj, FieldErrors errors) => PodTemplateValidation.Validate(obj.Template, errors, Template);

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(PodTemplate obj, PodTemplate? old) => PodWarnings.ForTemplate(obj.Template, old?.Template, Template);

    /// <inheritdoc/>
    protected override bool SpecChanged(PodTemplate obj, PodTemplate old) => !SpecEquality.Same(obj.Template, old.Template);
}
