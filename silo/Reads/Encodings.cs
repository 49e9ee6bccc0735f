using System.Buffers;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;
using Orchestrator.Api.Yaml;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Reads;

/// <summary>Encodes a document that is there as JSON in the format that a client takes.</summary>
internal static class Encodings
{
    private static readonly JsonWriterOptions Indented = JsonModel.WriterOptions with { Indented = true };

    /// <summary>Writes the document.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="json">The document.</param>
    /// <param name="encoding">The format.</param>
    /// <param name="schema">The table of its fields, by which protobuf is written.</param>
    /// <param name="pretty">Whether JSON is indented.</param>
    public static void Write(IBufferWriter<byte> output, ReadOnlyMemory<byte> json, ApiEncoding encoding, TypeSchema schema, bool pretty)
    {
        switch (encoding)
        {
            case ApiEncoding.Yaml:
                output.Write(YamlCodec.FromJson(json));
                break;
            case ApiEncoding.Protobuf:
                ProtobufCodec.FromJson(schema, json, output);
                break;
            case ApiEncoding.Json when pretty:
                using (var document = JsonDocument.Parse(json))
                using (var writer = new Utf8JsonWriter(output, Indented))
                {
                    document.RootElement.WriteTo(writer);
                }

                output.Write("\n"u8);
                break;
            default:
                output.Write(json.Span);
                output.Write("\n"u8);
                break;
        }
    }
}
