using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>Bindings for the whole cluster.</summary>
public sealed class ClusterRoleBindingStrategy : KindStrategy<ClusterRoleBinding>
{
    private static readonly string[] RoleKinds = ["ClusterRole"];

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } = BindingColumns.Of<ClusterRoleBinding>(static binding => binding.RoleRef, static binding => binding.Subjects);

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Default(ClusterRoleBinding obj) => BindingRules.Default(obj.RoleRef, obj.Subjects);

    /// <inheritdoc/>
    protected override void Validate(ClusterRoleBinding obj, FieldErrors errors)
    {
        BindingRules.ValidateRole(obj.RoleRef, RoleKinds, errors);
        BindingRules.ValidateSubjects(obj.Subjects, namespaced: false, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ClusterRoleBinding obj, ClusterRoleBinding old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        BindingRules.ValidateUpdate(obj.RoleRef, old.RoleRef, errors);
    }
}
