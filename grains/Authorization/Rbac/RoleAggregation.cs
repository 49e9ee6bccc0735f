using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Selectors;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>The rules of a ClusterRole that gathers those of others (<c>aggregationRule</c>).</summary>
public static class RoleAggregation
{
    /// <summary>The rules of all roles that any selector picks, each rule once; selector by selector, and by name within one.</summary>
    /// <param name="role">The role that gathers; its own rules do not count.</param>
    /// <param name="all">All ClusterRoles.</param>
    public static List<PolicyRule> Gather(ClusterRole role, IEnumerable<ClusterRole> all)
    {
        var candidates = all.Where(other => other.Metadata.Name != role.Metadata.Name).OrderBy(other => other.Metadata.Name, StringComparer.Ordinal).ToList();
        var seen = new HashSet<PolicyRule>(RuleEquality.Instance);
        var rules = new List<PolicyRule>();
        foreach (var model in role.AggregationRule?.ClusterRoleSelectors ?? [])
        {
            var selector = model.ToSelector();
            rules.AddRange(candidates.Where(other => selector.Matches(other.Metadata.Labels)).SelectMany(other => other.Rules).Where(seen.Add));
        }

        return rules;
    }
}
