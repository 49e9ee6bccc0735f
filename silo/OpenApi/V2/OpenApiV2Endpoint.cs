using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.OpenApi.V2;

/// <summary>Serves <c>/openapi/v2</c>, the one document of all kinds, as JSON or protobuf.</summary>
internal sealed class OpenApiV2Endpoint(OpenApiSource source) : IApiEndpoint
{
    private const string Path = "/openapi/v2";

    // clients ask by the first name, which no grammar of media types allows; a real server answers with the second
    private const string ProtobufAsked = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) => string.Equals(request.Path, Path, StringComparison.Ordinal) && request.Verb is "get" or "head";

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var accept = context.Request.Headers.Accept.ToString();
        if (accept.Contains(ProtobufAsked, StringComparison.OrdinalIgnoreCase) || accept.Contains(Protobuf, StringComparison.OrdinalIgnoreCase))
        {
            return OpenApiAnswer.WriteAsync(context, source.Current().Version2Protobuf, Protobuf);
        }

        return OpenApiAnswer.AcceptsJson(accept)
            ? OpenApiAnswer.WriteAsync(context, source.Current().Version2, MediaTypes.Json)
            : throw new ApiException(StatusFactory.NotAcceptable([MediaTypes.Json, Protobuf]));
    }
}
