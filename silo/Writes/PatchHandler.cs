using Orchestrator.Api.Errors;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Writes;

/// <summary>PATCH: the media type says how the body changes the object.</summary>
internal sealed class PatchHandler(BodyDecoder decoder, ObjectWriter writer)
{
    /// <summary>Patches the object, or refuses the result.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var options = WriteOptionsParser.Parse(request.Query, "PatchOptions");
        var type = TypeOf(request.Http.Request.ContentType);
        var body = await BodyReader.ReadAsync(request.Http).ConfigureAwait(false);
        if (type == PatchType.Apply)
        {
            body = decoder.ToJson(MediaTypes.Yaml, body, request.Kind.ApiVersion, request.Kind.Kind);
        }

        await writer.WriteAsync(request, request.Key, WriteVerb.Patch, body, options, type).ConfigureAwait(false);
    }

    private static PatchType TypeOf(string? contentType)
    {
        var text = contentType.AsSpan();
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim() switch
        {
            MediaTypes.JsonPatch => PatchType.Json,
            MediaTypes.MergePatch => PatchType.Merge,
            MediaTypes.StrategicMergePatch => PatchType.StrategicMerge,
            MediaTypes.ApplyPatch => PatchType.Apply,
            _ => throw new ApiException(StatusFactory.UnsupportedMediaType(MediaTypes.Patches)),
        };
    }
}
