using System.Collections.Concurrent;

namespace Orchestrator.Silo.RequestInformation;

/// <summary>Shares the strings of groups, versions and resources, which repeat in every request. Bounded: what a client makes up is not kept.</summary>
internal static class NamePool
{
    private const int Limit = 4096;
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Names.GetAlternateLookup<ReadOnlySpan<char>>();
    private static int _count;

    /// <summary>The shared string of that text.</summary>
    public static string Get(ReadOnlySpan<char> text)
    {
        if (Lookup.TryGetValue(text, out var known))
        {
            return known;
        }

        var made = text.ToString();
        if (Volatile.Read(ref _count) < Limit && Names.TryAdd(made, made))
        {
            Interlocked.Increment(ref _count);
        }

        return made;
    }
}
