using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Yaml;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Reads;

namespace Orchestrator.Silo.Writes;

/// <summary>Turns a request's body into JSON, whatever format it came in.</summary>
internal sealed class BodyDecoder(KindRegistry kinds)
{
    private static readonly TypeSchema DeleteOptions = TypeSchemas.Get("meta/v1.DeleteOptions");

    /// <summary>The body as JSON.</summary>
    /// <param name="contentType">The Content-Type; JSON when there is none.</param>
    /// <param name="body">The body.</param>
    /// <param name="apiVersion">The apiVersion that is expected.</param>
    /// <param name="kind">The kind that is expected.</param>
    /// <param name="duplicates">Takes the keys that come twice in YAML; in JSON and protobuf they are found later.</param>
    /// <exception cref="ApiException">The format is not known (415), or the body does not keep to it (400).</exception>
    public byte[] ToJson(string? contentType, byte[] body, string apiVersion, string kind, ICollection<string>? duplicates = null)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        try
        {
            return type switch
            {
                "" or MediaTypes.Json => WellFormedText.Of(body),
                MediaTypes.Yaml or MediaTypes.ApplyPatch => YamlCodec.ToJson(body, duplicates),
                MediaTypes.Protobuf when kinds.TryGetKind(apiVersion, kind) is { IsCustom: true } =>
                    throw new ApiException(StatusFactory.UnsupportedMediaType(MediaTypes.ProducedOfCustom)),
                MediaTypes.Protobuf => ProtobufCodec.ToJson(SchemaOf(apiVersion, kind), body),
                _ => throw new ApiException(StatusFactory.UnsupportedMediaType(MediaTypes.Produced)),
            };
        }
        catch (Exception e) when (e is YamlException or ProtobufException)
        {
            throw new ApiException(StatusFactory.BadRequest($"the object provided is unrecognized (must be of type {kind}): {e.Message}"), e);
        }
    }

    private TypeSchema SchemaOf(string apiVersion, string kind) =>
        SpokenSchemas.Find(kinds, apiVersion, kind) ?? DeleteOptions;
}
