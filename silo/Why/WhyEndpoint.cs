using System.Buffers;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Why;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Why;

/// <summary>
/// <c>GET /apis/why.orchestrator.io/v1/namespaces/NS/pods/NAME/why</c>: why an object is as it is, as JSON, as a Table, or with <c>?output=text</c> to be read as it comes.
/// </summary>
internal sealed class WhyEndpoint(KindRegistry kinds, IWhy why) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request is { Subresource: WhyApi.Subresource, Group: WhyApi.Group, Version: WhyApi.Version, Verb: RequestVerbs.Get, Name.Length: > 0, ExtraParts: 0 };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var kind = WhyApi.Find(kinds, request.Resource) ?? throw new ApiException(StatusFactory.NotFound(new GroupResource(WhyApi.Group, request.Resource), request.Name));
        var isText = context.Request.Query["output"] == "text";
        var format = AcceptHeader.Of(context.Request.Headers.Accept).Viewed ?? (isText ? ResponseFormat.Json : throw new ApiException(StatusFactory.NotAcceptable(MediaTypes.Produced)));
        var key = new ObjectKey(kind.Group, kind.Resource, kind.Namespaced ? request.Namespace : "", request.Name);
        var report = await why.ExplainAsync(key, context.RequestAborted).ConfigureAwait(false) ?? throw new ApiException(StatusFactory.NotFound(kind.GroupResource, request.Name));
        var body = new ArrayBufferWriter<byte>();
        if (isText)
        {
            WhyText.Write(report, body);
        }
        else if (format.View == ApiView.Table)
        {
            WhyTable.Write(report, body);
        }
        else
        {
            WhyJson.Write(report, body);
        }

        await context.WriteAsync(200, isText ? "text/plain; charset=utf-8" : MediaTypes.Json, body.WrittenSpan).ConfigureAwait(false);
    }
}
