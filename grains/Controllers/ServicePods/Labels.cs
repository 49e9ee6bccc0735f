namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>Compares labels and annotations.</summary>
internal static class Labels
{
    /// <summary>Whether two sets are the same; none at all is an empty set.</summary>
    public static bool Same(IReadOnlyDictionary<string, string>? a, IReadOnlyDictionary<string, string>? b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }

        if ((a?.Count ?? 0) != (b?.Count ?? 0))
        {
            return false;
        }

        foreach (var (key, value) in a ?? new Dictionary<string, string>())
        {
            if (!b!.TryGetValue(key, out var other) || other != value)
            {
                return false;
            }
        }

        return true;
    }
}
