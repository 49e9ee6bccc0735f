using Orchestrator.Api.Errors;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Yaml;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Writes;

/// <summary>PATCH: the media type says how the body changes the object.</summary>
internal sealed class PatchHandler(ObjectWriter writer)
{
    /// <summary>Patches the object, or refuses the result.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var type = TypeOf(request.Http.Request.ContentType, request.Kind.IsCustom && request.Info.Subresource != "scale");
        var options = WriteOptionsParser.Parse(request.Query, "PatchOptions", type);
        var body = await BodyReader.ReadAsync(request.Http).ConfigureAwait(false);
        body = type == PatchType.Apply ? Configuration(request, body, options) : WellFormedText.Of(body);

        await writer.WriteAsync(request, request.Key, WriteVerb.Patch, body, options, type).ConfigureAwait(false);
    }

    // The configuration to apply is YAML, of which JSON is a part.
    private static byte[] Configuration(ApiRequest request, byte[] body, WriteOptions options)
    {
        var duplicates = new List<string>();
        try
        {
            body = YamlCodec.ToJson(body, duplicates);
        }
        catch (YamlException e)
        {
            throw new ApiException(StatusFactory.BadRequest($"error decoding YAML: error converting YAML to JSON: yaml: {e.Message}"), e);
        }

        if (duplicates.Count > 0 && options.FieldValidation != "Ignore")
        {
            var problem = "error converting YAML to JSON: yaml: unmarshal errors:\n  " + string.Join("\n  ", duplicates);
            if (options.FieldValidation == "Strict")
            {
                throw new ApiException(StatusFactory.BadRequest($"error strict decoding YAML: {problem}"));
            }

            WarningHeaders.Add(request.Http.Response, problem);
        }

        return body;
    }

    private static PatchType TypeOf(string? contentType, bool custom)
    {
        var text = contentType.AsSpan();
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim() switch
        {
            MediaTypes.JsonPatch => PatchType.Json,
            MediaTypes.MergePatch => PatchType.Merge,
            MediaTypes.StrategicMergePatch when !custom => PatchType.StrategicMerge,
            MediaTypes.ApplyPatch => PatchType.Apply,
            _ => throw new ApiException(StatusFactory.UnsupportedMediaType(custom ? MediaTypes.PatchesOfCustom : MediaTypes.Patches)),
        };
    }
}
