using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies.Apps;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Replication controllers, which replica sets grew out of.</summary>
public sealed class ReplicationControllerStrategy : KindStrategy<ReplicationController>
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ReplicationController>(),
        Tables.Columns.Number<ReplicationController>("Desired", controller => controller.Spec.Replicas ?? 0, "Pods wanted"),
        Tables.Columns.Number<ReplicationController>("Current", controller => controller.Status.Replicas, "Pods there are"),
        Tables.Columns.Number<ReplicationController>("Ready", controller => controller.Status.ReadyReplicas ?? 0, "Pods that are ready"),
        Tables.Columns.Age<ReplicationController>(),
        WorkloadColumns.Containers<ReplicationController>(controller => controller.Spec.Template),
        WorkloadColumns.Images<ReplicationController>(controller => controller.Spec.Template),
        Tables.Columns.Wide<ReplicationController>("Selector", controller => LabelSelectorConverter.ToText(controller.Spec.Selector), "Which pods are its own"),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<ReplicationController, string>> SelectableFields { get; } =
        new Dictionary<string, Func<ReplicationController, string>> { ["status.replicas"] = controller => Invariant.Text(controller.Status.Replicas) };

    /// <inheritdoc/>
    protected override void Default(ReplicationController obj)
    {
        obj.Spec.Replicas ??= 1;
        if (obj.Spec.Template is not { } template)
        {
            return;
        }

        PodDefaults.PodSpec(template.Spec);
        if (template.Metadata.Labels is { Count: > 0 } labels)
        {
            obj.Spec.Selector = obj.Spec.Selector is { Count: > 0 } ? obj.Spec.Selector : new(labels);
            obj.Metadata.Labels = obj.Metadata.Labels is { Count: > 0 } ? obj.Metadata.Labels : new(labels);
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(ReplicationController obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ReplicationController obj, ReplicationController old, string subresource)
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
    protected override void Validate(ReplicationController obj, FieldErrors errors)
    {
        MemberRules.NonNegative(obj.Spec.MinReadySeconds, errors, Spec, "minReadySeconds");
        if (obj.Spec.Selector is not { Count: > 0 })
        {
            errors.Required(Spec.Child("selector"));
        }

        MemberRules.NonNegative(obj.Spec.Replicas, errors, Spec, "replicas");
        if (obj.Spec.Template is { } template)
        {
            WorkloadRules.Matches(obj.Spec.Selector ?? [], template, errors, Spec);
            WorkloadRules.Template(template, "ReplicationController", errors, Spec);
        }
        else
        {
            errors.Required(Spec.Child("template"));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ReplicationController obj, ReplicationController old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            ReplicaRules.Check(obj.Status, errors);
        }
        else
        {
            Validate(obj, errors);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(ReplicationController obj, ReplicationController? old) =>
        obj.Spec.Template is { } template ? PodWarnings.ForTemplate(template, old?.Spec.Template, Spec.Child("template"), old is null ? obj.Metadata.Name : null) : [];

    /// <inheritdoc/>
    protected override bool SpecChanged(ReplicationController obj, ReplicationController old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
