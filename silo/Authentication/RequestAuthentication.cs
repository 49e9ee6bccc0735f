using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Authentication;

/// <summary>Tries each way of authentication in turn; the first that knows the user decides.</summary>
internal sealed class RequestAuthentication(IReadOnlyList<IAuthenticator> ways)
{
    /// <summary>The user; anonymous without credentials, null when credentials were given and none of them holds (401).</summary>
    public UserInfo? Authenticate(HttpContext context)
    {
        var refused = false;
        for (var i = 0; i < ways.Count; i++)
        {
            var result = ways[i].Authenticate(context);
            if (result.User is { } user)
            {
                return user;
            }

            refused |= result.Refused;
        }

        return refused ? null : UserInfo.Anonymous;
    }
}
