using System.Text;
using System.Text.Json;
using Orchestrator.Api.Json;
using YamlDotNet.Core;

namespace Orchestrator.Api.Yaml;

/// <summary>Turns documents between YAML and JSON as sigs.k8s.io/yaml does.</summary>
public static class YamlCodec
{
    /// <summary>
    /// The first document as compact JSON with sorted keys; JSON null when there is none. Keys that come twice are worded into
    /// <paramref name="duplicates"/> (the last one counts).
    /// </summary>
    /// <exception cref="YamlException">The text is no YAML, or cannot be JSON.</exception>
    public static byte[] ToJson(ReadOnlySpan<byte> yaml, ICollection<string>? duplicates = null)
    {
        try
        {
            var text = Encoding.UTF8.GetString(yaml.StartsWith(Encoding.UTF8.Preamble) ? yaml[Encoding.UTF8.Preamble.Length..] : yaml);
            return JsonTree.ToBytes(new YamlReader(new Parser(new StringReader(text)), duplicates).ReadDocument());
        }
        catch (YamlDotNet.Core.YamlException malformed)
        {
            throw new YamlException($"line {malformed.Start.Line}: {malformed.Message}", malformed);
        }
    }

    /// <summary>A JSON document as YAML.</summary>
    /// <exception cref="YamlException">The JSON is malformed.</exception>
    public static byte[] FromJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonModel.MaxDepth });
            return YamlWriter.Write(document.RootElement);
        }
        catch (JsonException malformed)
        {
            throw new YamlException(malformed.Message, malformed);
        }
    }
}
