using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Authorization;

/// <summary>Asks each authorizer in turn; one that allows is enough.</summary>
internal sealed class RequestAuthorization(IReadOnlyList<IAuthorizer> authorizers)
{
    /// <summary>Whether any authorizer allows the request.</summary>
    public bool Allows(UserInfo user, RequestInfo request)
    {
        for (var i = 0; i < authorizers.Count; i++)
        {
            if (authorizers[i].Allows(user, request))
            {
                return true;
            }
        }

        return false;
    }
}
