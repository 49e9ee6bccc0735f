using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Orchestrator.Api.Apply;

/// <summary>
/// Finds the ends of objects and arrays in compact, valid JSON, 32 bytes at a time: quotes tell what is text (a running exclusive or of their bits), and brackets outside
/// of texts tell the depth.
/// </summary>
internal static class JsonContainers
{
    private const int Block = 32;

    /// <summary>Where the object or array that starts at a place ends.</summary>
    public static int End(ReadOnlySpan<byte> json, int at)
    {
        var state = default(State);
        while (at + Block <= json.Length)
        {
            var bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
            if (Vector256.EqualsAny(bytes, Vector256.Create((byte)'\\')) || state.Escaped)
            {
                // An escape in a block is rare enough to go through it byte by byte.
                if (EndBySteps(json, at, at + Block, ref state) is var end and >= 0)
                {
                    return end;
                }

                at += Block;
                continue;
            }

            var texts = Texts(Vector256.Equals(bytes, Vector256.Create((byte)'"')).ExtractMostSignificantBits(), ref state);
            var lower = bytes | Vector256.Create((byte)0x20);
            var opening = Vector256.Equals(lower, Vector256.Create((byte)'{')).ExtractMostSignificantBits() & ~texts;
            var closing = Vector256.Equals(lower, Vector256.Create((byte)'}')).ExtractMostSignificantBits() & ~texts;
            var closed = BitOperations.PopCount(closing);
            if (closed >= state.Depth && Closes(opening, closing, state.Depth) is var place and >= 0)
            {
                return at + place + 1;
            }

            state.Depth += BitOperations.PopCount(opening) - closed;
            at += Block;
        }

        return EndBySteps(json, at, json.Length, ref state);
    }

    /// <summary>The bits of the bytes that are in texts; the closing quotes are not among them.</summary>
    private static uint Texts(uint quotes, ref State state)
    {
        var texts = quotes;
        texts ^= texts << 1;
        texts ^= texts << 2;
        texts ^= texts << 4;
        texts ^= texts << 8;
        texts ^= texts << 16;
        texts = state.InText ? ~texts : texts;
        state.InText = (texts & 0x8000_0000) != 0;
        return texts;
    }

    /// <summary>Where the depth reaches zero; -1 where it does not.</summary>
    private static int Closes(uint opening, uint closing, int depth)
    {
        var brackets = opening | closing;
        while (brackets != 0)
        {
            var place = BitOperations.TrailingZeroCount(brackets);
            depth += (closing >> place & 1) != 0 ? -1 : 1;
            if (depth == 0)
            {
                return place;
            }

            brackets &= brackets - 1;
        }

        return -1;
    }

    private static int EndBySteps(ReadOnlySpan<byte> json, int at, int end, ref State state)
    {
        for (; at < end; at++)
        {
            var b = json[at];
            if (state.Escaped)
            {
                state.Escaped = false;
            }
            else if (state.InText)
            {
                state.InText = b != '"';
                state.Escaped = b == '\\';
            }
            else if (b == '"')
            {
                state.InText = true;
            }
            else if (b is (byte)'{' or (byte)'[')
            {
                state.Depth++;
            }
            else if (b is (byte)'}' or (byte)']' && --state.Depth == 0)
            {
                return at + 1;
            }
        }

        return -1;
    }

    private struct State
    {
        public int Depth;
        public bool InText;
        public bool Escaped;
    }
}
