using System.Buffers;

namespace Orchestrator.Api.Apply;

/// <summary>
/// Cuts compact, valid JSON, as our own encoders write it, into the spans of its parts without decoding them: comparing two versions of an object is mostly
/// comparing bytes.
/// </summary>
internal static class JsonScan
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>Where the value that starts at a place ends.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => EndOfText(json, at),
        (byte)'{' or (byte)'[' => EndOfContainer(json, at),
        _ => at + EndOfLiteral(json[at..]),
    };

    /// <summary>The fields of the object that the text is; <paramref name="members"/> holds at most as many as fit.</summary>
    /// <returns>How many there are.</returns>
    public static int Members(ReadOnlySpan<byte> json, Span<JsonMember> members)
    {
        var count = 0;
        var at = 1;
        while (json[at] != '}')
        {
            at += json[at] == ',' ? 1 : 0;
            var nameEnd = EndOfText(json, at);
            var valueEnd = EndOfValue(json, nameEnd + 1);
            if (count < members.Length)
            {
                members[count] = new JsonMember(at + 1, nameEnd - at - 2, nameEnd + 1, valueEnd - nameEnd - 1);
            }

            count++;
            at = valueEnd;
        }

        return count;
    }

    /// <summary>The next item of a list: pass 1 first, and the end of the last item after that; false at the end.</summary>
    public static bool NextItem(ReadOnlySpan<byte> json, ref int at, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (json[at] == ']')
        {
            return false;
        }

        at += json[at] == ',' ? 1 : 0;
        var end = EndOfValue(json, at);
        item = json[at..end];
        at = end;
        return true;
    }

    private static int EndOfText(ReadOnlySpan<byte> json, int at)
    {
        for (at++; ; at += 2)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == '"')
            {
                return at + 1;
            }
        }
    }

    private static int EndOfContainer(ReadOnlySpan<byte> json, int at)
    {
        var depth = 0;
        while (true)
        {
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfText(json, at);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                default:
                    at++;
                    if (--depth == 0)
                    {
                        return at;
                    }

                    break;
            }

            at += json[at..].IndexOfAny(Structure);
        }
    }

    private static int EndOfLiteral(ReadOnlySpan<byte> json)
    {
        var end = json.IndexOfAny((byte)',', (byte)'}', (byte)']');
        return end < 0 ? json.Length : end;
    }
}
