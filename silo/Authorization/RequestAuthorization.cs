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

    /// <summary>Why not, as a real server words it.</summary>
    public static string Refusal(UserInfo user, RequestInfo request) => request switch
    {
        { IsResourceRequest: false } => $"User \"{user.Name}\" cannot {request.Verb} path \"{request.Path}\"",
        { Namespace: "" } => $"User \"{user.Name}\" cannot {request.Verb} resource \"{Resource(request)}\" in API group \"{request.Group}\" at the cluster scope",
        _ => $"User \"{user.Name}\" cannot {request.Verb} resource \"{Resource(request)}\" in API group \"{request.Group}\" in the namespace \"{request.Namespace}\"",
    };

    private static string Resource(RequestInfo request) =>
        request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
}
