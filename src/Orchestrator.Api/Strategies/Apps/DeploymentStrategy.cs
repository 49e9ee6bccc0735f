using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Deployments.</summary>
public sealed class DeploymentStrategy : KindStrategy<Deployment>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<Deployment>(),
        Tables.Columns.Text<Deployment>("Ready", d => $"{Invariant.Text(d.Status.ReadyReplicas ?? 0)}/{Invariant.Text(d.Spec.Replicas ?? 0)}", "Pods that are ready, of those wanted"),
        WorkloadColumns.Count<Deployment>("Up-to-date", d => d.Status.UpdatedReplicas ?? 0, "Pods made from the current template"),
        WorkloadColumns.Count<Deployment>("Available", d => d.Status.AvailableReplicas ?? 0, "Pods that have been ready for long enough"),
        Tables.Columns.Age<Deployment>(),
        WorkloadColumns.Containers<Deployment>(d => d.Spec.Template),
        WorkloadColumns.Images<Deployment>(d => d.Spec.Template),
        WorkloadColumns.Selector<Deployment>(d => d.Spec.Selector),
    ];

    /// <inheritdoc/>
    protected override void Default(Deployment obj)
    {
        var spec = obj.Spec;
        PodDefaults.PodSpec(spec.Template.Spec);
        spec.Replicas ??= 1;
        spec.Strategy.Type = string.IsNullOrEmpty(spec.Strategy.Type) ? "RollingUpdate" : spec.Strategy.Type;
        if (spec.Strategy.Type == "RollingUpdate")
        {
            spec.Strategy.RollingUpdate ??= new();
            spec.Strategy.RollingUpdate.MaxUnavailable ??= "25%";
            spec.Strategy.RollingUpdate.MaxSurge ??= "25%";
        }

        spec.RevisionHistoryLimit ??= 10;
        spec.ProgressDeadlineSeconds ??= 600;
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(Deployment obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Deployment obj, Deployment old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
            obj.Metadata.Labels = old.Metadata.Labels;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Deployment obj, FieldErrors errors) => DeploymentValidation.Spec(obj.Spec, errors, FieldPath.Of("spec"));

    /// <inheritdoc/>
    protected override void ValidateUpdate(Deployment obj, Deployment old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            ReplicaRules.Check(obj.Status, errors);
            MemberRules.NotDecremented(obj.Status.CollisionCount, old.Status.CollisionCount, errors, FieldPath.Of("status"), "collisionCount");
            return;
        }

        Validate(obj, errors);
        WorkloadRules.ImmutableSelector(obj.Spec.Selector, old.Spec.Selector, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Deployment obj, Deployment? old) =>
        PodWarnings.ForTemplate(obj.Spec.Template, old?.Spec.Template, FieldPath.Of("spec", "template"), old is null ? obj.Metadata.Name : null);

    /// <inheritdoc/>
    protected override bool SpecChanged(Deployment obj, Deployment old) =>
        !SpecEquality.Same(obj.Spec, old.Spec) || !SpecEquality.Same(obj.Metadata.Annotations, old.Metadata.Annotations);
}
