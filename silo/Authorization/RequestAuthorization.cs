using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Grains.Authorization;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Errors;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Authorization;

/// <summary>Asks the authorizers about a request.</summary>
internal sealed class RequestAuthorization(IAuthorizer authorizer)
{
    /// <summary>Lets the request go on if it is allowed.</summary>
    /// <exception cref="Orchestrator.Api.Errors.ApiException">403, with what the authorizers say.</exception>
    public void Check(UserInfo user, RequestInfo request, string? query)
    {
        var decision = authorizer.Authorize(AttributesOf(user, request, query));
        if (!decision.Allowed)
        {
            throw Refusals.Forbidden(user, request, decision.Reason);
        }
    }

    private static AccessAttributes AttributesOf(UserInfo user, RequestInfo request, string? query) => new(user.Name, user.Uid, user.Groups)
    {
        Verb = request.Verb,
        IsResource = request.IsResourceRequest,
        Group = request.Group,
        Version = request.Version,
        Resource = request.Resource,
        Subresource = request.Subresource,
        Namespace = request.Namespace,
        Name = request.Name,
        Path = request.Path,
        Selectors = request.IsCollection ? SelectorsOf(query) : null,
    };

    private static AccessSelectors? SelectorsOf(string? query)
    {
        if (string.IsNullOrEmpty(query) || !query.Contains("Selector", StringComparison.Ordinal))
        {
            return null;
        }

        string? fields = null, labels = null;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            switch (pair.DecodeName().Span)
            {
                case "fieldSelector":
                    fields = pair.DecodeValue().ToString();
                    break;
                case "labelSelector":
                    labels = pair.DecodeValue().ToString();
                    break;
            }
        }

        return new AccessSelectors(fields, labels);
    }
}
