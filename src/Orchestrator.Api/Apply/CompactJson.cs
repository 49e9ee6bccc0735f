using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Apply;

/// <summary>Encodes trees as they are, in their own order.</summary>
internal static class CompactJson
{
    /// <summary>The tree as compact UTF-8.</summary>
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
