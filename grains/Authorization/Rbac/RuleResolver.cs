using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Lists the rules that a user holds, for those who must compare them: reviews and the checks against escalation.</summary>
public sealed class RuleResolver
{
    private readonly RbacIndex _index;

    internal RuleResolver(RbacIndex index) => _index = index;

    /// <summary>The rules that a user holds in a namespace, those of the whole cluster first; in the cluster's scope (empty), those alone.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="groups">The user's groups.</param>
    /// <param name="namespaceName">The namespace, or empty.</param>
    /// <param name="missing">Roles that bindings name and that do not exist.</param>
    public IReadOnlyList<PolicyRule> RulesFor(string user, IReadOnlyList<string> groups, string namespaceName, out IReadOnlyList<string> missing)
    {
        var rules = new List<PolicyRule>();
        var notFound = new List<string>();
        Add(_index.Cluster, user, groups, rules, notFound);
        if (namespaceName.Length > 0 && _index.Of(namespaceName) is { } scope)
        {
            Add(scope, user, groups, rules, notFound);
        }

        missing = notFound;
        return rules;
    }

    /// <summary>The rules of the role that a binding names; null when there is no such role.</summary>
    public IReadOnlyList<PolicyRule>? RulesOf(RoleRef role, string bindingNamespace) =>
        _index.Role(new RoleKey(role.Kind == "Role" ? bindingNamespace : "", role.Name)) is { Exists: true } slot ? slot.Rules : null;

    private static void Add(RbacScope scope, string user, IReadOnlyList<string> groups, List<PolicyRule> rules, List<string> missing)
    {
        Add(scope.OfUser(user), rules, missing);
        foreach (var group in groups)
        {
            Add(scope.OfGroup(group), rules, missing);
        }
    }

    private static void Add(SubjectGrants grants, List<PolicyRule> rules, List<string> missing)
    {
        foreach (var grant in grants.Distinct)
        {
            if (grant.Role.Exists)
            {
                rules.AddRange(grant.Role.Rules);
            }
            else
            {
                missing.Add(grant.Role.NotFound);
            }
        }
    }
}
