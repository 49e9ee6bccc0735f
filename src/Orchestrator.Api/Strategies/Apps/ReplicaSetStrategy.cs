using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Replica sets.</summary>
public sealed class ReplicaSetStrategy : KindStrategy<ReplicaSet>
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ReplicaSet>(),
        Tables.Columns.Number<ReplicaSet>("Desired", set => set.Spec.Replicas ?? 0, "Pods wanted"),
        Tables.Columns.Number<ReplicaSet>("Current", set => set.Status.Replicas, "Pods there are"),
        Tables.Columns.Number<ReplicaSet>("Ready", set => set.Status.ReadyReplicas ?? 0, "Pods that are ready"),
        Tables.Columns.Age<ReplicaSet>(),
        WorkloadColumns.Containers<ReplicaSet>(set => set.Spec.Template),
        WorkloadColumns.Images<ReplicaSet>(set => set.Spec.Template),
        WorkloadColumns.Selector<ReplicaSet>(set => set.Spec.Selector),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<ReplicaSet, string>> SelectableFields { get; } = new Dictionary<string, Func<ReplicaSet, string>>
    {
        ["status.replicas"] = set => Invariant.Text(set.Status.Replicas),
    };

    /// <inheritdoc/>
    protected override void Default(ReplicaSet obj)
    {
        PodDefaults.PodSpec(obj.Spec.Template.Spec);
        obj.Spec.Replicas ??= 1;
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(ReplicaSet obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ReplicaSet obj, ReplicaSet old, string subresource)
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
    protected override void Validate(ReplicaSet obj, FieldErrors errors)
    {
        MemberRules.NonNegative(obj.Spec.Replicas, errors, Spec, "replicas");
        MemberRules.NonNegative(obj.Spec.MinReadySeconds, errors, Spec, "minReadySeconds");
        ReplicaRules.SelectorAndTemplate(obj.Spec.Selector, obj.Spec.Template, "replicaset", errors, Spec);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ReplicaSet obj, ReplicaSet old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            ReplicaRules.Check(obj.Status, errors);
            return;
        }

        Validate(obj, errors);
        WorkloadRules.ImmutableSelector(obj.Spec.Selector, old.Spec.Selector, errors);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(ReplicaSet obj, ReplicaSet? old) =>
        PodWarnings.ForTemplate(obj.Spec.Template, old?.Spec.Template, Spec.Child("template"), old is null ? obj.Metadata.Name : null);

    /// <inheritdoc/>
    protected override bool SpecChanged(ReplicaSet obj, ReplicaSet old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
