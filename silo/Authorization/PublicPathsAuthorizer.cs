using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Authorization;

/// <summary>
/// What a real server's default roles <c>system:public-info-viewer</c> (everyone: health and version) and
/// <c>system:discovery</c> (every authenticated user: discovery and OpenAPI) allow.
/// </summary>
internal sealed class PublicPathsAuthorizer : IAuthorizer
{
    /// <inheritdoc/>
    public bool Allows(UserInfo user, RequestInfo request)
    {
        if (request.IsResourceRequest || request.Verb != RequestVerbs.Get)
        {
            return false;
        }

        return IsUnder(request.Path, "/healthz") || IsUnder(request.Path, "/livez") || IsUnder(request.Path, "/readyz") || IsUnder(request.Path, "/version")
            || (user.IsIn(UserInfo.AuthenticatedGroup)
                && (IsUnder(request.Path, "/api") || IsUnder(request.Path, "/apis") || IsUnder(request.Path, "/openapi")));
    }

    private static bool IsUnder(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
}
