using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Writes;

namespace Orchestrator.Silo.Virtual;

/// <summary>POST of <c>bindings</c>, the older way to bind a pod: the binding's name is the pod's.</summary>
internal sealed class BindingsEndpoint(KindRegistry kinds, ObjectReader objects, ObjectWriter writer) : IApiEndpoint
{
    /// <inheritdoc/>
    public bool Serves(RequestInfo request) => request is { Resource: "bindings", Group: "", Version: "v1", Namespace.Length: > 0, IsCollection: true };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request.Verb != RequestVerbs.Create)
        {
            throw new ApiException(StatusFactory.MethodNotAllowed(new GroupResource("", "bindings"), request.Verb));
        }

        kinds.TryGet("", "v1", "bindings", out var bindings);
        kinds.TryGet("", "v1", "pods", out var pods);
        var options = WriteOptionsParser.Parse(context.Request.QueryString.Value, "CreateOptions");
        var sent = await objects.ReadAsync(new ApiRequest(context, request, user, bindings!)).ConfigureAwait(false);
        if (sent.Header.Name.Length == 0)
        {
            throw new ApiException(StatusFactory.BadRequest("Name parameter required."));
        }

        var binding = new RequestInfo
        {
            Path = request.Path,
            Verb = request.Verb,
            IsResourceRequest = true,
            Version = "v1",
            Namespace = request.Namespace,
            Resource = "pods",
            Subresource = "binding",
            Name = sent.Header.Name,
        };
        var bound = new ApiRequest(context, binding, user, pods!);
        await writer.WriteAsync(bound, bound.Key, WriteVerb.Create, sent.Json, options).ConfigureAwait(false);
    }
}
