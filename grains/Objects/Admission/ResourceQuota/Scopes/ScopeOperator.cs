namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;

/// <summary>The operators of a scope selector, on the names that an object has for the scope.</summary>
internal static class ScopeOperator
{
    /// <summary>Whether the operator holds.</summary>
    public static bool Holds(string op, IReadOnlyList<string> values, IReadOnlyList<string> names) => op switch
    {
        "In" => names.Any(values.Contains),
        "NotIn" => !names.Any(values.Contains),
        "Exists" => names.Count > 0,
        "DoesNotExist" => names.Count == 0,
        _ => false,
    };
}
