using System.Text;
using System.Text.Json;

namespace Orchestrator.Ledger.Metadata;

/// <summary>
/// Gives equal short texts the same string most of the time: labels, kinds and owners' names repeat over thousands of objects.
/// A table of fixed size in which the latest text wins its slot; races cost a second string and nothing else.
/// </summary>
internal static class StringPool
{
    private const int Longest = 64;
    private static readonly string?[] Slots = new string?[4096];

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

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref Slots[hash.ToHashCode() & (Slots.Length - 1)];
        var known = Volatile.Read(ref slot);
        if (known is not null && IsSame(known, utf8))
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(utf8);
        Volatile.Write(ref slot, text);
        return text;
    }

    private static bool IsSame(string text, ReadOnlySpan<byte> utf8)
    {
        // Only ASCII is compared here: any other text has more bytes than characters, or a byte that no character equals.
        return text.Length == utf8.Length && Ascii.Equals(utf8, text);
    }
}
