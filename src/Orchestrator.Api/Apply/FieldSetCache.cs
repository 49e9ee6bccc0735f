using System.Buffers.Binary;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Apply;

/// <summary>
/// Sets that were decoded or encoded lately. Objects made of one template have equal sets, so most of what is read has been read before. A table of fixed size, in which
/// a newer set takes the place of an older one.
/// </summary>
internal static class FieldSetCache
{
    private const int Size = 512;
    private const int LongestKept = 4096;
    private static readonly Entry?[] Entries = new Entry?[Size];

    /// <summary>Finds a set by its encoding.</summary>
    public static FieldSet? Find(RawJson json) =>
        Volatile.Read(ref Entries[Slot(json)]) is { } entry && entry.Json == json ? entry.Set : null;

    /// <summary>The encoding and the set of an equal one that is kept already; else these, which are kept from now on.</summary>
    public static (RawJson Json, FieldSet Set) Share(RawJson json, FieldSet set)
    {
        if (Volatile.Read(ref Entries[Slot(json)]) is { } entry && entry.Json == json)
        {
            return (entry.Json, entry.Set);
        }

        Add(json, set);
        return (json, set);
    }

    /// <summary>Keeps a set.</summary>
    public static void Add(RawJson json, FieldSet set)
    {
        if (json.Utf8.Length <= LongestKept)
        {
            Volatile.Write(ref Entries[Slot(json)], new Entry(json, set));
        }
    }

    // A few words of the text are enough to spread: whether it is the same text is compared in full.
    private static int Slot(RawJson json)
    {
        var text = json.Utf8.Span;
        var hash = (ulong)text.Length;
        var step = Math.Max(sizeof(ulong), text.Length / 16);
        for (var at = 0; at + sizeof(ulong) <= text.Length; at += step)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text[at..])) * 0x9E3779B97F4A7C15;
        }

        return (int)(hash >> 55);
    }

    private sealed record Entry(RawJson Json, FieldSet Set);
}
