using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Whether rules say the same, field by field; what is left out equals what is empty.</summary>
public sealed class RuleEquality : IEqualityComparer<PolicyRule>
{
    private RuleEquality()
    {
    }

    /// <summary>The one there is.</summary>
    public static RuleEquality Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(PolicyRule? x, PolicyRule? y) => ReferenceEquals(x, y)
        || (x is not null && y is not null
            && Same(x.Verbs, y.Verbs) && Same(x.ApiGroups, y.ApiGroups) && Same(x.Resources, y.Resources)
            && Same(x.ResourceNames, y.ResourceNames) && Same(x.NonResourceURLs, y.NonResourceURLs));

    /// <inheritdoc/>
    public int GetHashCode(PolicyRule obj)
    {
        var hash = default(HashCode);
        foreach (var text in obj.Verbs.Concat(obj.ApiGroups ?? []).Concat(obj.Resources ?? []).Concat(obj.ResourceNames ?? []).Concat(obj.NonResourceURLs ?? []))
        {
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    private static bool Same(List<string>? x, List<string>? y) => (x ?? []).SequenceEqual(y ?? [], StringComparer.Ordinal);
}
