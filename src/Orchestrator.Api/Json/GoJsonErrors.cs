using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>Words a syntax error as Go's <c>encoding/json</c> does, which clients and their users know.</summary>
public static class GoJsonErrors
{
    /// <summary>The text for a failure to read <paramref name="utf8"/>.</summary>
    public static string Describe(ReadOnlySpan<byte> utf8, JsonException error)
    {
        var at = Position(utf8, error.LineNumber ?? 0, error.BytePositionInLine ?? 0);
        // at the end of the text .NET points at the comma before it, Go at the end
        if (at >= utf8.Length || (utf8[at] == ',' && utf8[(at + 1)..].IndexOfAnyExcept(" \t\r\n"u8) < 0))
        {
            return "unexpected end of JSON input";
        }

        var found = utf8[at] is >= 0x20 and < 0x7f ? $"'{(char)utf8[at]}'" : $"'\\x{utf8[at]:x2}'";
        return $"invalid character {found} {Expectation(error.Message)}";
    }

    /// <summary>The text for a document that is well-formed and no object; null for an object, or null.</summary>
    public static string? NotAnObject(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.TrimStart(" \t\r\n"u8);
        var found = text.IsEmpty ? null : (char)text[0] switch
        {
            '{' or 'n' => null,
            '[' => "array",
            '"' => "string",
            't' or 'f' => "bool",
            _ => "number",
        };
        return found is null
            ? null
            : $"json: cannot unmarshal {found} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}";
    }

    private static string Expectation(string message)
    {
        if (message.Contains("start of a property name", StringComparison.Ordinal))
        {
            return "looking for beginning of object key string";
        }

        if (message.Contains("after a property name", StringComparison.Ordinal))
        {
            return "after object key";
        }

        if (message.Contains("after a single JSON value", StringComparison.Ordinal))
        {
            return "after top-level value";
        }

        if (message.Contains("after a value", StringComparison.Ordinal))
        {
            return "after object key:value pair";
        }

        return message.Contains("within a JSON string", StringComparison.Ordinal) ? "in string literal" : "looking for beginning of value";
    }

    private static int Position(ReadOnlySpan<byte> utf8, long line, long column)
    {
        var at = 0;
        for (; line > 0; line--)
        {
            var next = utf8[at..].IndexOf((byte)'\n');
            if (next < 0)
            {
                return utf8.Length;
            }

            at += next + 1;
        }

        return (int)Math.Min(utf8.Length, at + column);
    }
}
