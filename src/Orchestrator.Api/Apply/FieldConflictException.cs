namespace Orchestrator.Api.Apply;

/// <summary>An apply that would change what others own, without being told to take it over.</summary>
public sealed class FieldConflictException(IReadOnlyList<FieldConflict> conflicts) : Exception(Describe(conflicts))
{
    /// <summary>The fields.</summary>
    public IReadOnlyList<FieldConflict> Conflicts { get; } = conflicts;

    private static string Describe(IReadOnlyList<FieldConflict> conflicts)
    {
        if (conflicts.Count == 1)
        {
            return $"Apply failed with 1 conflict: conflict with {conflicts[0].Manager}: {conflicts[0].Path}";
        }

        var managers = conflicts.GroupBy(conflict => conflict.Manager, StringComparer.Ordinal).OrderBy(manager => manager.Key, StringComparer.Ordinal);
        var lines = managers.SelectMany(manager => manager.Select(conflict => $"- {conflict.Path}").Prepend($"conflicts with {manager.Key}:"));
        return $"Apply failed with {conflicts.Count} conflicts: {string.Join('\n', lines)}";
    }
}
