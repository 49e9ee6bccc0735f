using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Subresources;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Reads;

/// <summary>GET of one object: its bytes from the replica, as they are stored. The only subresource that shows something else is <c>scale</c>.</summary>
internal sealed class GetHandler(IReplica replica, ObjectResponder responder)
{
    /// <summary>Answers with the object, or 404.</summary>
    public Task HandleAsync(ApiRequest request)
    {
        var options = ReadOptionsParser.Parse(request.Query);
        var waiting = ResourceVersions.WaitAsync(replica, options.ResourceVersion, request.Aborted);
        return waiting.IsCompletedSuccessfully ? Answer(request, options) : AnswerAfter(waiting, request, options);
    }

    private async Task AnswerAfter(ValueTask waiting, ApiRequest request, ReadOptions options)
    {
        await waiting.ConfigureAwait(false);
        await Answer(request, options).ConfigureAwait(false);
    }

    private Task Answer(ApiRequest request, ReadOptions options)
    {
        var entry = replica.Get(request.Key) ?? throw new ApiException(StatusFactory.NotFound(request.GroupResource, request.Info.Name));
        return string.Equals(request.Info.Subresource, "scale", StringComparison.Ordinal)
            ? responder.WriteResultAsync(request, new WriteResult(200, JsonModel.ToBytes(ScaleView.Of(entry.Json, request.Kind.Scale)), entry.Revision, []))
            : responder.WriteAsync(request, 200, entry, options);
    }
}
