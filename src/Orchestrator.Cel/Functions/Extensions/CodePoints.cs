namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Texts as sequences of code points.</summary>
internal static class CodePoints
{
    /// <summary>How many there are.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += char.IsLowSurrogate(c) ? 0 : 1;
        }

        return count;
    }

    /// <summary>Where the n-th begins.</summary>
    public static int Offset(string text, int index)
    {
        var at = 0;
        for (; index > 0; index--)
        {
            at += char.IsHighSurrogate(text[at]) ? 2 : 1;
        }

        return at;
    }

    /// <summary>From one to before another.</summary>
    public static string Slice(string text, int start, int end) => text[Offset(text, start)..Offset(text, end)];

    /// <summary>Each by itself; the rest together once there are as many as allowed.</summary>
    public static string[] Single(string text, long limit)
    {
        var count = Count(text);
        var parts = limit < 0 ? count : (int)Math.Min(limit, count);
        return [.. Enumerable.Range(0, parts).Select(i => Slice(text, i, i == parts - 1 ? count : i + 1))];
    }
}
