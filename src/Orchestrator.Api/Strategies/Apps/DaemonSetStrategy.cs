using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Daemon sets.</summary>
public sealed class DaemonSetStrategy : KindStrategy<DaemonSet>
{
    // Counts changes of the template. The field that it stands for left the API with apps/v1.
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<DaemonSet>(),
        Tables.Columns.Number<DaemonSet>("Desired", set => set.Status.DesiredNumberScheduled, "Nodes that should run a pod of it"),
        Tables.Columns.Number<DaemonSet>("Current", set => set.Status.CurrentNumberScheduled, "Nodes that run one and should"),
        Tables.Columns.Number<DaemonSet>("Ready", set => set.Status.NumberReady, "Nodes on which it is ready"),
        Tables.Columns.Number<DaemonSet>("Up-to-date", set => set.Status.UpdatedNumberScheduled ?? 0, "Nodes whose pod is made from the current template"),
        Tables.Columns.Number<DaemonSet>("Available", set => set.Status.NumberAvailable ?? 0, "Nodes whose pod has been ready for long enough"),
        Tables.Columns.Text<DaemonSet>("Node Selector", set => LabelSelectorConverter.ToText(set.Spec.Template.Spec.NodeSelector), "Labels that a node must have"),
        Tables.Columns.Age<DaemonSet>(),
        WorkloadColumns.Containers<DaemonSet>(set => set.Spec.Template),
        WorkloadColumns.Images<DaemonSet>(set => set.Spec.Template),
        WorkloadColumns.Selector<DaemonSet>(set => set.Spec.Selector),
    ];

    /// <inheritdoc/>
    protected override void Default(DaemonSet obj)
    {
        var spec = obj.Spec;
        PodDefaults.PodSpec(spec.Template.Spec);
        spec.UpdateStrategy.Type = string.IsNullOrEmpty(spec.UpdateStrategy.Type) ? "RollingUpdate" : spec.UpdateStrategy.Type;
        if (spec.UpdateStrategy.Type == "RollingUpdate")
        {
            spec.UpdateStrategy.RollingUpdate ??= new();
            spec.UpdateStrategy.RollingUpdate.MaxUnavailable ??= 1;
            spec.UpdateStrategy.RollingUpdate.MaxSurge ??= 0;
        }

        spec.RevisionHistoryLimit ??= 10;
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(DaemonSet obj)
    {
        obj.Status = new();
        SetTemplateGeneration(obj, Math.Max(1, TemplateGenerationOf(obj)));
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(DaemonSet obj, DaemonSet old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
            return;
        }

        obj.Status = old.Status;
        var generation = TemplateGenerationOf(old);
        SetTemplateGeneration(obj, SpecEquality.Same(obj.Spec.Template, old.Spec.Template) ? generation : generation + 1);
    }

    /// <inheritdoc/>
    protected override void Validate(DaemonSet obj, FieldErrors errors) => DaemonSetValidation.Spec(obj.Spec, errors, FieldPath.Of("spec"));

    /// <inheritdoc/>
    protected override void ValidateUpdate(DaemonSet obj, DaemonSet old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            DaemonSetValidation.Status(obj.Status, old.Status, errors);
            return;
        }

        Validate(obj, errors);
        WorkloadRules.ImmutableSelector(obj.Spec.Selector, old.Spec.Selector, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(DaemonSet obj, DaemonSet? old) =>
        PodWarnings.ForTemplate(obj.Spec.Template, old?.Spec.Template, FieldPath.Of("spec", "template"));

    /// <inheritdoc/>
    protected override bool SpecChanged(DaemonSet obj, DaemonSet old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static long TemplateGenerationOf(DaemonSet set) =>
        long.TryParse(set.Metadata.Annotations?.GetValueOrDefault(TemplateGeneration), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : 0;

    private static void SetTemplateGeneration(DaemonSet set, long generation) =>
        (set.Metadata.Annotations ??= [])[TemplateGeneration] = Invariant.Text(generation);
}
