using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>Encodes JSON trees as the API does.</summary>
internal static class JsonBytes
{
    /// <summary>The tree as UTF-8.</summary>
    public static byte[] Of(JsonNode? tree)
    {
        using var buffer = new PooledBufferWriter();
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            if (tree is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                tree.WriteTo(writer);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }
}
