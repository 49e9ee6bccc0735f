using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Orchestrator.Api.Json;

/// <summary>
/// Escapes as Go's encoding/json does, so that encoded objects equal a real server's byte for byte:
/// quotes, backslash and control characters, <c>&lt; &gt; &amp;</c> and U+2028, U+2029; everything else is left as UTF-8.
/// </summary>
public sealed unsafe class GoJsonEncoder : JavaScriptEncoder
{
    private const string ControlsAndAscii =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\"\\<>&";

    private static readonly SearchValues<char> EscapedChars = SearchValues.Create(ControlsAndAscii + "\u2028\u2029");
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create([.. Encoding.ASCII.GetBytes(ControlsAndAscii), 0xE2]);

    private GoJsonEncoder()
    {
    }

    /// <summary>The one instance.</summary>
    public static GoJsonEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6;

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        var escaped = span.IndexOfAny(EscapedChars);
        var surrogate = span.IndexOfAnyInRange('\ud800', '\udfff');
        while (surrogate >= 0 && surrogate + 1 < span.Length && char.IsSurrogatePair(span[surrogate], span[surrogate + 1]))
        {
            var more = span[(surrogate + 2)..].IndexOfAnyInRange('\ud800', '\udfff');
            surrogate = more < 0 ? -1 : surrogate + 2 + more;
        }

        return escaped < 0 ? surrogate : surrogate < 0 ? escaped : Math.Min(escaped, surrogate);
    }

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var from = 0;
        while (true)
        {
            var found = utf8Text[from..].IndexOfAny(EscapedBytes);
            if (found < 0)
            {
                return -1;
            }

            found += from;
            if (utf8Text[found] != 0xE2 || IsLineSeparator(utf8Text[found..]))
            {
                return found;
            }

            from = found + 1;
        }
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        var shorthand = unicodeScalar switch { '"' => '"', '\\' => '\\', '\b' => 'b', '\f' => 'f', '\n' => 'n', '\r' => 'r', '\t' => 't', _ => '\0' };
        if (shorthand != '\0')
        {
            numberOfCharactersWritten = output.Length < 2 ? 0 : 2;
            if (numberOfCharactersWritten == 0)
            {
                return false;
            }

            output[0] = '\\';
            output[1] = shorthand;
            return true;
        }

        if (WillEncode(unicodeScalar))
        {
            if (!output.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten))
            {
                numberOfCharactersWritten = 0;
                return false;
            }

            return true;
        }

        return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
    }

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < 0x20 or '"' or '\\' or '<' or '>' or '&' or 0x2028 or 0x2029;

    private static bool IsLineSeparator(ReadOnlySpan<byte> text) =>
        text.Length >= 3 && text[1] == 0x80 && text[2] is (0xA8 or 0xA9);
}
