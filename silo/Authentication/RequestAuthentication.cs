using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Authentication;

/// <summary>
/// Tries each way of authentication in turn; the first that knows the user decides. Who sends no credentials is let through to health, version
/// and <c>cluster-info</c> alone, as a real server does whose AuthenticationConfiguration allows anonymous requests on these paths. What they may do there, authorization says.
/// </summary>
internal sealed class RequestAuthentication(IReadOnlyList<IAuthenticator> ways)
{
    private const string ClusterInfo = "/api/v1/namespaces/kube-public/configmaps/cluster-info";

    /// <summary>The user; null when nobody is known, or credentials were given and none of them holds (401).</summary>
    public async ValueTask<UserInfo?> AuthenticateAsync(HttpContext context)
    {
        var refused = false;
        for (var i = 0; i < ways.Count; i++)
        {
            var result = await ways[i].AuthenticateAsync(context).ConfigureAwait(false);
            if (result.User is { } user)
            {
                return user;
            }

            refused |= result.Refused;
        }

        return refused || !IsPublic(context.Request.Path.Value) ? null : UserInfo.Anonymous;
    }

    private static bool IsPublic(string? path) => path is "/healthz" or "/livez" or "/readyz" or "/version" or "/version/" or ClusterInfo;
}
