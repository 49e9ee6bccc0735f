using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Grains.Controllers;

/// <summary>Writes JSON merge patches.</summary>
internal static class MergePatch
{
    /// <summary>A patch with the fields that the function writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        using var buffer = new PooledBufferWriter(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A patch with fields of <c>metadata</c>.</summary>
    public static byte[] Metadata(Action<Utf8JsonWriter> fields) =>
        Write(writer =>
        {
            writer.WriteStartObject("metadata"u8);
            fields(writer);
            writer.WriteEndObject();
        });
}
