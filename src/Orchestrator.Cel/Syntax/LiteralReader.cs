using System.Globalization;
using System.Text;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Syntax;

/// <summary>Reads texts and bytes: quoted once or three times, raw or with escapes.</summary>
internal static class LiteralReader
{
    /// <summary>Whether a text or bytes begin here: a quote, perhaps after <c>r</c> or <c>b</c>.</summary>
    public static bool StartsText(string text, int at)
    {
        for (var i = at; i < text.Length && i < at + 3; i++)
        {
            if (text[i] is '"' or '\'')
            {
                return true;
            }

            if (text[i] is not ('r' or 'R' or 'b' or 'B'))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="SyntaxException">It does not end, or has an unknown escape.</exception>
    public static CelValue ReadText(string text, ref int at)
    {
        var start = at;
        var (raw, bytes) = (false, false);
        for (; text[at] is not ('"' or '\''); at++)
        {
            raw |= text[at] is 'r' or 'R';
            bytes |= text[at] is 'b' or 'B';
        }

        var quote = text.AsSpan(at).StartsWith(new string(text[at], 3), StringComparison.Ordinal) ? new string(text[at], 3) : text[at].ToString();
        at += quote.Length;
        var buffer = new List<byte>();
        while (at < text.Length && !text.AsSpan(at).StartsWith(quote, StringComparison.Ordinal))
        {
            if (text[at] == '\\' && !raw)
            {
                Escape(text, ref at, bytes, buffer);
            }
            else if (text[at] is '\n' or '\r' && quote.Length == 1)
            {
                break;
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var consumed);
                Add(rune, buffer);
                at += consumed;
            }
        }

        if (!text.AsSpan(at).StartsWith(quote, StringComparison.Ordinal))
        {
            throw new SyntaxException(start, $"Syntax error: token recognition error at: '{text[start..at]}'");
        }

        at += quote.Length;
        return bytes ? CelValue.Of(buffer.ToArray()) : CelValue.Of(Encoding.UTF8.GetString([.. buffer]));
    }

    private static void Escape(string text, ref int at, bool bytes, List<byte> buffer)
    {
        var start = at++;
        var c = at < text.Length ? text[at++] : '\0';
        switch (c)
        {
            case 'a': buffer.Add(7); break;
            case 'b': buffer.Add(8); break;
            case 'f': buffer.Add(12); break;
            case 'n': buffer.Add(10); break;
            case 'r': buffer.Add(13); break;
            case 't': buffer.Add(9); break;
            case 'v': buffer.Add(11); break;
            case '\\' or '?' or '"' or '\'' or '`': buffer.Add((byte)c); break;
            case 'x' or 'X': Code(text, ref at, start, 2, 16, bytes, buffer); break;
            case 'u' when !bytes: Code(text, ref at, start, 4, 16, bytes, buffer); break;
            case 'U' when !bytes: Code(text, ref at, start, 8, 16, bytes, buffer); break;
            case >= '0' and <= '3':
                at--;
                Code(text, ref at, start, 3, 8, bytes, buffer);
                break;
            default: throw new SyntaxException(start, $"Syntax error: token recognition error at: '{text[start..at]}'");
        }
    }

    private static void Code(string text, ref int at, int start, int length, int radix, bool bytes, List<byte> buffer)
    {
        uint code = 0;
        for (var end = at + length; at < end; at++)
        {
            var digit = at < text.Length && char.IsAsciiHexDigit(text[at]) ? int.Parse(text.AsSpan(at, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : radix;
            if (digit >= radix)
            {
                throw new SyntaxException(start, $"Syntax error: token recognition error at: '{text[start..Math.Min(at + 1, text.Length)]}'");
            }

            code = (code * (uint)radix) + (uint)digit;
        }

        if (bytes)
        {
            buffer.Add((byte)code);
        }
        else if (Rune.TryCreate(code, out var rune))
        {
            Add(rune, buffer);
        }
        else
        {
            throw new SyntaxException(start, "invalid unicode code point");
        }
    }

    private static void Add(Rune rune, List<byte> buffer)
    {
        Span<byte> utf8 = stackalloc byte[4];
        buffer.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
    }
}
