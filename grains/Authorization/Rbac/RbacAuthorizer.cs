using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Rights by role: allows what any role that is bound to the user, or to one of the user's groups, has a rule for. It never denies.</summary>
internal sealed class RbacAuthorizer(RbacIndex index) : IAuthorizer
{
    /// <inheritdoc/>
    public AccessDecision Authorize(in AccessAttributes attributes)
    {
        List<string>? missing = null;
        var found = Find(index.Cluster, attributes, ref missing);
        if (found is null && attributes.Namespace.Length > 0 && index.Of(attributes.Namespace) is { } scope)
        {
            found = Find(scope, attributes, ref missing);
        }

        return found is not null ? AccessDecision.Allow(found)
            : missing is not null ? AccessDecision.Unsure("RBAC: " + GoText.Aggregate(missing))
            : AccessDecision.NoOpinion;
    }

    private static Grant? Find(RbacScope scope, in AccessAttributes attributes, ref List<string>? missing)
    {
        if (Find(scope.OfUser(attributes.User), attributes, ref missing) is { } own)
        {
            return own;
        }

        for (var i = 0; i < attributes.Groups.Count; i++)
        {
            if (Find(scope.OfGroup(attributes.Groups[i]), attributes, ref missing) is { } shared)
            {
                return shared;
            }
        }

        return null;
    }

    private static Grant? Find(SubjectGrants grants, in AccessAttributes attributes, ref List<string>? missing)
    {
        foreach (var grant in grants.Candidates(attributes))
        {
            if (grant.Allows(attributes))
            {
                return grant;
            }

            if (!grant.Role.Exists)
            {
                (missing ??= []).Add(grant.Role.NotFound);
            }
        }

        return null;
    }
}
