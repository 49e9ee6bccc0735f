using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>Roles of the cluster, some of which gather the rules of others.</summary>
public sealed class ClusterRoleStrategy : KindStrategy<ClusterRole>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Validate(ClusterRole obj, FieldErrors errors)
    {
        PolicyRuleRules.Validate(obj.Rules, namespaced: false, errors);
        if (obj.AggregationRule is not { } aggregation)
        {
            return;
        }

        var path = FieldPath.Of("aggregationRule", "clusterRoleSelectors");
        if (aggregation.ClusterRoleSelectors is not { Count: > 0 } selectors)
        {
            errors.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
            return;
        }

        for (var i = 0; i < selectors.Count; i++)
        {
            LabelSelectorRules.Validate(selectors[i], errors, path.Index(i));
        }
    }
}
