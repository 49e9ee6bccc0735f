using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Authorization;
using Orchestrator.Silo.Authentication;

namespace Orchestrator.Silo.Authorization.Impersonation;

/// <summary>
/// Takes a request for somebody else's when its user may: the verb <c>impersonate</c> on each thing that is asked for, <c>users</c>, <c>groups</c>,
/// <c>serviceaccounts</c>, and in <c>authentication.k8s.io</c> <c>uids</c> and <c>userextras/NAME</c> (a real server's <c>WithImpersonation</c>).
/// </summary>
internal sealed class RequestImpersonation(IAuthorizer authorizer)
{
    private const string Group = "authentication.k8s.io";
    private const string Version = "v1";
    private const string Unauthenticated = "system:unauthenticated";

    /// <summary>Who the request is from, from here on.</summary>
    /// <exception cref="ApiException">The user may not impersonate (403), or the headers make no sense (400).</exception>
    public UserInfo Impersonate(UserInfo user, HttpContext context) =>
        ImpersonationRequest.Take(context.Request.Headers) is { } asked ? Impersonate(user, asked) : user;

    private UserInfo Impersonate(UserInfo user, ImpersonationRequest asked)
    {
        IEnumerable<string> groups = asked.Groups;
        if (ServiceAccountName.TryParse(asked.User, out var account))
        {
            Check(user, "", "serviceaccounts", "", account.Namespace, account.Name);
            groups = asked.Groups.Count > 0 ? asked.Groups : account.Groups;
        }
        else
        {
            Check(user, "", "users", "", "", asked.User);
        }

        foreach (var group in asked.Groups)
        {
            Check(user, "", "groups", "", "", group);
        }

        foreach (var (name, values) in asked.Extra)
        {
            foreach (var value in values)
            {
                Check(user, Group, "userextras", name, "", value);
            }
        }

        if (asked.Uid.Length > 0)
        {
            Check(user, Group, "uids", "", "", asked.Uid);
        }

        return new UserInfo(asked.User, asked.Uid, Complete(asked.User, [.. groups])) { Extra = asked.Extra };
    }

    // everybody is authenticated or not, and impersonation is no way to be neither
    private static List<string> Complete(string user, List<string> groups)
    {
        var isAnonymous = user == UserInfo.Anonymous.Name;
        if (!groups.Contains(Unauthenticated) && (isAnonymous || !groups.Contains(UserInfo.AuthenticatedGroup)))
        {
            groups.Add(isAnonymous ? Unauthenticated : UserInfo.AuthenticatedGroup);
        }

        return groups;
    }

    private void Check(UserInfo user, string group, string resource, string subresource, string namespaceName, string name)
    {
        var decision = authorizer.Authorize(new AccessAttributes(user.Name, user.Uid, user.Groups)
        {
            Verb = "impersonate",
            Group = group,
            Version = group.Length == 0 ? "" : Version,
            Resource = resource,
            Subresource = subresource,
            Namespace = namespaceName,
            Name = name,
        });
        if (!decision.Allowed)
        {
            var full = subresource.Length == 0 ? resource : $"{resource}/{subresource}";
            throw new ApiException(StatusFactory.Unpermitted(user.Name, "impersonate", new GroupResource(group, full), namespaceName, name, decision.Reason));
        }
    }
}
