using System.Buffers;
using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Json;

/// <summary>Reads and writes typed models as UTF-8 JSON.</summary>
public static class JsonModel
{
    /// <summary>How deep documents may nest; deeper ones are refused, whatever they hold.</summary>
    public const int MaxDepth = 256;

    private static readonly PooledBufferWriter Idle = new(1);

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Options of every JSON writer here: compact, escaped as Go does.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = GoJsonEncoder.Instance, SkipValidation = true, MaxDepth = 0 };

    /// <summary>The table of a model's fields.</summary>
    public static TypeSchema SchemaOf<T>()
        where T : class, IJsonModel<T> => T.Schema;

    /// <summary>Decodes one value that spans the whole document.</summary>
    /// <exception cref="JsonDecodeException">The document is malformed, too deep, or a value has the wrong type.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, JsonReadContext? context = null)
        where T : class, IJsonModel<T>
    {
        context ??= new JsonReadContext();
        context.Begin(json);
        var reader = CreateReader(json.Span);
        try
        {
            reader.Read();
            var value = T.Read(ref reader, context);
            reader.Read();
            return value;
        }
        catch (JsonDecodeException mismatch) when (mismatch.Offset >= 0)
        {
            throw new JsonDecodeException(JsonMismatch.Describe(json.Span, mismatch, T.Schema), mismatch);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw JsonMismatch.Malformed(json.Span, malformed, reader.BytesConsumed);
        }
    }

    /// <summary>Encodes a value, compactly.</summary>
    public static void Write(IJsonModel value, IBufferWriter<byte> output)
    {
        var writer = _writer ?? new Utf8JsonWriter(output, WriterOptions);
        _writer = null;
        writer.Reset(output);
        value.Write(writer);
        writer.Flush();
        writer.Reset(Idle); // so that the kept writer does not keep the caller's buffer
        _writer = writer;
    }

    /// <summary>Encodes a value, compactly, to an array of its own.</summary>
    public static byte[] ToBytes(IJsonModel value)
    {
        using var buffer = new PooledBufferWriter();
        Write(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Encodes a value as text, for logs and tests.</summary>
    public static string ToText(IJsonModel value) => Encoding.UTF8.GetString(ToBytes(value));

    internal static Utf8JsonReader CreateReader(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = MaxDepth });
}
