using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>Bindings in a namespace: they give a Role of it, or a ClusterRole for it alone.</summary>
public sealed class RoleBindingStrategy : KindStrategy<RoleBinding>
{
    private static readonly string[] RoleKinds = ["Role", "ClusterRole"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = BindingColumns.Of<RoleBinding>(static binding => binding.RoleRef, static binding => binding.Subjects);

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Default(RoleBinding obj) => BindingRules.Default(obj.RoleRef, obj.Subjects);

    /// <inheritdoc/>
    protected override void Validate(RoleBinding obj, FieldErrors errors)
    {
        BindingRules.ValidateRole(obj.RoleRef, RoleKinds, errors);
        BindingRules.ValidateSubjects(obj.Subjects, namespaced: true, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(RoleBinding obj, RoleBinding old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        BindingRules.ValidateUpdate(obj.RoleRef, old.RoleRef, errors);
    }
}
