namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>Sets of audiences.</summary>
internal static class Audiences
{
    /// <summary>Those of the first that are in the second; the same list when all are.</summary>
    public static IReadOnlyList<string> Intersect(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        List<string>? some = null;
        for (var i = 0; i < first.Count; i++)
        {
            if (second.Contains(first[i], StringComparer.Ordinal))
            {
                some?.Add(first[i]);
            }
            else
            {
                some ??= [.. first.Take(i)];
            }
        }

        return some ?? first;
    }
}
