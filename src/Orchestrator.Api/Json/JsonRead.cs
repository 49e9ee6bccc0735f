using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Json;

/// <summary>
/// The values that generated readers read. Each stands on its token; null leaves the zero value, as Go's decoder does;
/// a token of the wrong type throws <see cref="JsonDecodeException"/>.
/// </summary>
public static class JsonRead
{
    /// <summary>The current property's name as UTF-8, unescaped.</summary>
    public static ReadOnlySpan<byte> Name(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var name = new byte[reader.ValueSpan.Length];
        return name.AsSpan(0, reader.CopyString(name));
    }

    /// <summary>Whether an object starts here; false for null.</summary>
    public static bool Object(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null => false,
        _ => throw Mismatch(ref reader),
    };

    /// <summary>Whether an array starts here; false for null.</summary>
    public static bool Array(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw Mismatch(ref reader),
    };

    /// <summary>A string, null for null. Short ones that were read lately are shared.</summary>
    public static string? OptionalString(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => StringPool.Get(ref reader),
        JsonTokenType.Null => null,
        _ => throw Mismatch(ref reader),
    };

    /// <summary>A string, empty for null.</summary>
    public static string String(ref Utf8JsonReader reader) => OptionalString(ref reader) ?? "";

    /// <summary>A string that mostly has one known value, which then costs no allocation.</summary>
    public static string Expected(ref Utf8JsonReader reader, string expected) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(expected) ? expected : String(ref reader);

    /// <summary>A boolean.</summary>
    public static bool? Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        _ => throw Mismatch(ref reader),
    };

    /// <summary>A 32-bit integer.</summary>
    public static int? Int32(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : throw Mismatch(ref reader);

    /// <summary>A 64-bit integer.</summary>
    public static long? Int64(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : throw Mismatch(ref reader);

    /// <summary>A floating-point number.</summary>
    public static double? Double(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Mismatch(ref reader);

    /// <summary>Bytes, base64 in JSON.</summary>
    public static byte[]? Bytes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw Mismatch(ref reader);
        }

        if (reader.TryGetBytesFromBase64(out var bytes))
        {
            return bytes;
        }

        var text = Name(ref reader);
        Base64.DecodeFromUtf8(text, new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)], out var consumed, out _);
        throw new JsonDecodeException($"illegal base64 data at input byte {consumed}");
    }

    /// <summary>A timestamp, RFC 3339 in JSON.</summary>
    public static DateTime? Time(ref Utf8JsonReader reader) =>
        TimeText(ref reader) is { IsEmpty: false } text ? Rfc3339.Parse(text) : null;

    /// <summary>A timestamp with microseconds.</summary>
    public static MicroTime? MicroTime(ref Utf8JsonReader reader) =>
        TimeText(ref reader) is { IsEmpty: false } text ? new MicroTime(Rfc3339.Parse(text)) : null;

    /// <summary>A duration: <c>1m30s</c>.</summary>
    public static Duration Duration(ref Utf8JsonReader reader) =>
        TimeText(ref reader) is { IsEmpty: false } text ? Values.Duration.Parse(Encoding.UTF8.GetString(text)) : default;

    /// <summary>A quantity, a string or a bare number in JSON.</summary>
    public static Quantity? Quantity(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String or JsonTokenType.Number when Values.Quantity.TryParse(Name(ref reader).Trim(" \t\r\n"u8), out var value) => value,
        _ => throw new JsonDecodeException(Values.Quantity.FormatError),
    };

    /// <summary>An integer or a string.</summary>
    public static IntOrString? IntOrString(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => default(IntOrString?),
        JsonTokenType.String => new IntOrString(reader.GetString()!),
        JsonTokenType.Number when reader.TryGetInt32(out var number) => new IntOrString(number),
        _ => throw new JsonDecodeException($"json: cannot unmarshal {JsonMismatch.Found(ref reader)} into Go value of type int32"),
    };

    /// <summary>Any value, kept as compact JSON.</summary>
    public static RawJson Raw(ref Utf8JsonReader reader, JsonReadContext context)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        reader.Skip();
        return RawJson.Compact(context.Source.Span[start..(int)reader.BytesConsumed]);
    }

    internal static JsonDecodeException Mismatch(ref Utf8JsonReader reader) =>
        JsonDecodeException.Mismatch((int)reader.TokenStartIndex, JsonMismatch.Found(ref reader));

    private static ReadOnlySpan<byte> TimeText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Name(ref reader),
        JsonTokenType.Null => default,
        _ => throw new JsonDecodeException($"json: cannot unmarshal {JsonMismatch.Found(ref reader)} into Go value of type string"),
    };
}
