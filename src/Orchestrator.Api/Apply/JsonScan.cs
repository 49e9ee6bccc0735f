namespace Orchestrator.Api.Apply;

/// <summary>
/// Cuts compact, valid JSON, as our own encoders write it, into the spans of its parts without decoding them: comparing two versions of an object is mostly
/// comparing bytes.
/// </summary>
internal static class JsonScan
{
    /// <summary>Where the value that starts at a place ends.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => EndOfText(json, at),
        (byte)'{' or (byte)'[' => JsonContainers.End(json, at),
        _ => at + EndOfLiteral(json[at..]),
    };

    /// <summary>Whether the text begins with a value and that value ends there.</summary>
    public static bool StartsWithValue(ReadOnlySpan<byte> text, ReadOnlySpan<byte> value) =>
        text.StartsWith(value) && (text.Length == value.Length || text[value.Length] is (byte)',' or (byte)'}' or (byte)']');

    /// <summary>Whether the text begins with null or something empty: that counts as one value, so that the two are told apart.</summary>
    public static bool IsNothing(ReadOnlySpan<byte> value) => value[0] switch
    {
        (byte)'n' => true,
        (byte)'{' => value[1] == '}',
        (byte)'[' => value[1] == ']',
        _ => false,
    };

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

    /// <summary>Where the string that starts at a place ends.</summary>
    public static int EndOfText(ReadOnlySpan<byte> json, int at)
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

    private static int EndOfLiteral(ReadOnlySpan<byte> json)
    {
        var end = json.IndexOfAny((byte)',', (byte)'}', (byte)']');
        return end < 0 ? json.Length : end;
    }
}
