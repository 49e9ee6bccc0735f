using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>Roles of a namespace. Names may hold anything that a path may, colons for instance.</summary>
public sealed class RoleStrategy : KindStrategy<Role>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Validate(Role obj, FieldErrors errors) => PolicyRuleRules.Validate(obj.Rules, namespaced: true, errors);
}
