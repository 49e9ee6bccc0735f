using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Json;

/// <summary>Words decoding errors as Go's encoding/json does: clients and people know these messages.</summary>
internal static class JsonMismatch
{
    /// <summary>What Go calls the value that the reader stands on.</summary>
    public static string Found(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => "string",
        JsonTokenType.Number when IsInteger(reader.ValueSpan) && reader.ValueSpan.Length < 10 => "number",
        JsonTokenType.Number => "number " + Encoding.ASCII.GetString(reader.ValueSpan),
        JsonTokenType.True or JsonTokenType.False => "bool",
        JsonTokenType.StartArray => "array",
        JsonTokenType.StartObject => "object",
        _ => "null",
    };

    /// <summary>The message for a value of the wrong type: <c>... into Go struct field DeploymentSpec.spec.replicas of type int32</c>.</summary>
    public static string Describe(ReadOnlySpan<byte> json, JsonDecodeException mismatch, TypeSchema root)
    {
        ValueSchema value = root.AsValue();
        string? structName = null;
        var path = new List<string>();
        foreach (var step in JsonPaths.To(json, mismatch.Offset))
        {
            if (value.Object is { } type && step.Name is not null)
            {
                if (type.Find(step.Name) is not { } field)
                {
                    break;
                }

                structName = type.ShortName;
                path.Add(step.Name);
                value = field.Value;
            }
            else if (value.Items is { } items)
            {
                value = items;
            }
        }

        // Go says "number" alone when a number stands where no number may, and the number itself when it does not fit.
        var found = mismatch.Found.StartsWith("number", StringComparison.Ordinal) && value.Kind is not (SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double)
            ? "number"
            : mismatch.Found;
        return structName is null
            ? $"json: cannot unmarshal {found} into Go value of type {value.GoType}"
            : $"json: cannot unmarshal {found} into Go struct field {structName}.{string.Join('.', path)} of type {value.GoType}";
    }

    /// <summary>The error for a document that is no JSON.</summary>
    public static JsonDecodeException Malformed(ReadOnlySpan<byte> json, Exception cause, long consumed)
    {
        var at = (int)Math.Min(consumed, json.Length);
        while (at < json.Length && json[at] is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
        {
            at++;
        }

        if (cause.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return new JsonDecodeException("json: exceeded max depth", cause);
        }

        if (at >= json.Length)
        {
            return new JsonDecodeException("unexpected end of JSON input", cause);
        }

        if (cause is System.Text.Json.JsonException syntax)
        {
            return new JsonDecodeException(GoJsonErrors.Describe(json, syntax), cause);
        }

        return new JsonDecodeException($"invalid character {Quote(json[at..])} in JSON at byte {at}", cause);
    }

    private static bool IsInteger(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'-', (byte)'9') && !text.ContainsAny((byte)'.', (byte)'/');

    private static string Quote(ReadOnlySpan<byte> text) =>
        Rune.DecodeFromUtf8(text, out var rune, out _) == System.Buffers.OperationStatus.Done ? $"'{rune}'" : $"'\\x{text[0]:x2}'";
}
