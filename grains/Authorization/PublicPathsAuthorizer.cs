namespace Orchestrator.Grains.Authorization;

/// <summary>
/// What a real server's default roles <c>system:public-info-viewer</c> (everyone: health and version) and
/// <c>system:discovery</c> (every authenticated user: discovery and OpenAPI) allow.
/// </summary>
internal sealed class PublicPathsAuthorizer : IAuthorizer
{
    /// <inheritdoc/>
    public AccessDecision Authorize(in AccessAttributes attributes) =>
        !attributes.IsResource && attributes.Verb == "get" && IsPublic(attributes) ? AccessDecision.Allow() : AccessDecision.NoOpinion;

    private static bool IsPublic(in AccessAttributes attributes)
    {
        var path = attributes.Path;
        return IsUnder(path, "/healthz") || IsUnder(path, "/livez") || IsUnder(path, "/readyz") || IsUnder(path, "/version")
            || (attributes.IsIn("system:authenticated") && (IsUnder(path, "/api") || IsUnder(path, "/apis") || IsUnder(path, "/openapi")));
    }

    private static bool IsUnder(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
}
