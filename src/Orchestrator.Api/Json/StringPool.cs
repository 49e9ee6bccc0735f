using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>
/// Gives equal short texts the same string most of the time: images, policies, labels, kinds and owners' names repeat over thousands of objects.
/// A table of fixed size in which the latest text wins its slot; races cost a second string and nothing else.
/// </summary>
public static class StringPool
{
    private const int Longest = 64;
    private const int SizeBits = 12;
    private static readonly string?[] Slots = new string?[1 << SizeBits];

    /// <summary>The string that the reader stands on.</summary>
    public static string Get(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped || reader.HasValueSequence || reader.ValueSpan.Length > Longest)
        {
            return reader.GetString()!;
        }

        var utf8 = reader.ValueSpan;
        if (utf8.IsEmpty)
        {
            return "";
        }

        ref var slot = ref Slots[Slot(utf8)];
        var known = Volatile.Read(ref slot);
        if (known is not null && IsSame(known, utf8))
        {
            return known;
        }

        var text = reader.GetString()!;
        Volatile.Write(ref slot, text);
        return text;
    }

    private static int Slot(ReadOnlySpan<byte> utf8)
    {
        const ulong odd = 0x9E3779B97F4A7C15;
        var hash = (ulong)utf8.Length;
        for (; utf8.Length >= sizeof(ulong); utf8 = utf8[sizeof(ulong)..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * odd;
            hash ^= hash >> 32;
        }

        foreach (var one in utf8)
        {
            hash = (hash ^ one) * odd;
        }

        return (int)(hash >> (64 - SizeBits));
    }

    private static bool IsSame(string text, ReadOnlySpan<byte> utf8)
    {
        // Only ASCII is compared here: any other text has more bytes than characters, or a byte that no character equals.
        return text.Length == utf8.Length && Ascii.Equals(utf8, text);
    }
}
