namespace Orleans.Runtime;

/// <summary>FNV-1a over UTF-16 code units with a final mix, so that near keys fall far apart: what placement hashes by.</summary>
internal static class StableHash
{
    public static uint Compute(ReadOnlySpan<char> text, uint seed = 2166136261)
    {
        var hash = seed;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        hash ^= hash >> 16;
        hash *= 0x7feb352d;
        hash ^= hash >> 15;
        hash *= 0x846ca68b;
        return hash ^ (hash >> 16);
    }
}
