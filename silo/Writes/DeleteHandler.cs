using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Writes;

/// <summary>DELETE of one object.</summary>
internal sealed class DeleteHandler(BodyDecoder decoder, ObjectWriter writer)
{
    /// <summary>Deletes the object, or begins its deletion.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var options = await ReadOptionsAsync(request, decoder).ConfigureAwait(false);
        await writer.WriteAsync(request, request.Key, WriteVerb.Delete, [], options).ConfigureAwait(false);
    }

    /// <summary>The options of a delete: the body's, or the query's when there is no body.</summary>
    internal static async ValueTask<WriteOptions> ReadOptionsAsync(ApiRequest request, BodyDecoder decoder)
    {
        var body = await BodyReader.ReadAsync(request.Http).ConfigureAwait(false);
        return body.Length == 0
            ? WriteOptionsParser.Parse(request.Query, "DeleteOptions")
            : DeleteOptionsBody.Parse(decoder.ToJson(request.Http.Request.ContentType, body, "v1", "DeleteOptions"));
    }
}
