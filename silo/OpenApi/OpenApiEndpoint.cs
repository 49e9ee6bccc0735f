using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// Serves <c>/openapi/v3</c> and the documents below it, as JSON. An address with the document's hash may be cached for ever; one with another
/// hash is sent on to the right one (a real server's handler of OpenAPI v3 does both).
/// </summary>
internal sealed class OpenApiEndpoint(OpenApiSource source, TimeProvider time) : IApiEndpoint
{
    /// <summary>The path of the root.</summary>
    public const string RootPath = "/openapi/v3";

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request.Path.StartsWith(RootPath, StringComparison.Ordinal) && (request.Path.Length == RootPath.Length || request.Path[RootPath.Length] == '/')
        && request.Verb is "get" or "head";

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (!OpenApiAnswer.AcceptsJson(context.Request.Headers.Accept))
        {
            throw new ApiException(StatusFactory.NotAcceptable([MediaTypes.Json]));
        }

        var documents = source.Current();
        var path = request.Path[RootPath.Length..].Trim('/');
        if (path.Length == 0)
        {
            return OpenApiAnswer.WriteAsync(context, documents.Root, MediaTypes.Json);
        }

        if (documents.Find(path) is not { } document)
        {
            return context.WriteAsync(404, "text/plain; charset=utf-8", "404 page not found\n"u8);
        }

        var hash = context.Request.Query["hash"].ToString();
        if (hash.Length > 0 && hash != document.Hash)
        {
            context.Response.Redirect(OpenApiDocuments.UrlOf(path, document), permanent: true);
            return Task.CompletedTask;
        }

        return OpenApiAnswer.WriteAsync(context, document, MediaTypes.Json, expires: hash.Length > 0 ? time.GetUtcNow().AddYears(1) : null);
    }
}
