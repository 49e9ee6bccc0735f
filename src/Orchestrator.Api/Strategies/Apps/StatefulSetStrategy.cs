using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Strategies.Core.Pods;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Stateful sets. Their names become host names and labels of pods.</summary>
public sealed class StatefulSetStrategy : KindStrategy<StatefulSet>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<StatefulSet>(),
        Tables.Columns.Text<StatefulSet>("Ready", s => $"{Invariant.Text(s.Status.ReadyReplicas ?? 0)}/{Invariant.Text(s.Spec.Replicas ?? 0)}", "Pods that are ready, of those wanted"),
        Tables.Columns.Age<StatefulSet>(),
        WorkloadColumns.Containers<StatefulSet>(set => set.Spec.Template),
        WorkloadColumns.Images<StatefulSet>(set => set.Spec.Template),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.Dns1123Label(NameRules.WithoutPrefixEnd(name, prefix));

    /// <inheritdoc/>
    protected override void Default(StatefulSet obj) => StatefulSetDefaults.Spec(obj.Spec);

    /// <inheritdoc/>
    protected override void PrepareForCreate(StatefulSet obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(StatefulSet obj, StatefulSet old, string subresource)
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
    protected override void Validate(StatefulSet obj, FieldErrors errors) => StatefulSetValidation.Create(obj.Spec, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(StatefulSet obj, StatefulSet old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            StatefulSetValidation.Status(obj.Status, old.Status, errors);
        }
        else
        {
            StatefulSetValidation.Update(obj.Spec, old.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(StatefulSet obj, StatefulSet? old) => StatefulSetWarnings.Of(obj, old);

    /// <inheritdoc/>
    protected override bool SpecChanged(StatefulSet obj, StatefulSet old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
