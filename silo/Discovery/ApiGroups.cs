using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Discovery;

/// <summary>A group as discovery shows it.</summary>
/// <param name="Name">The name; empty for the core group.</param>
/// <param name="Versions">Its versions, the preferred one first.</param>
internal sealed record ApiGroup(string Name, IReadOnlyList<ApiGroupVersion> Versions);

/// <summary>A version of a group.</summary>
/// <param name="Name">The name, such as <c>v1</c>.</param>
/// <param name="Kinds">Its kinds, by resource name.</param>
internal sealed record ApiGroupVersion(string Name, IReadOnlyList<KindDescriptor> Kinds);

/// <summary>Arranges the served kinds by group and version.</summary>
internal static class ApiGroups
{
    /// <summary>The groups of those kinds that are served, the core group first, and in each the versions by priority.</summary>
    public static IReadOnlyList<ApiGroup> Of(IEnumerable<KindDescriptor> kinds) => Arrange(kinds.Where(ServedKinds.IsServed));

    /// <summary>The groups of kinds.</summary>
    public static IReadOnlyList<ApiGroup> Arrange(IEnumerable<KindDescriptor> kinds) =>
    [
        .. kinds.GroupBy(kind => kind.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ApiGroup(group.Key, Versions(group))),
    ];

    private static ApiGroupVersion[] Versions(IEnumerable<KindDescriptor> kinds) =>
    [
        .. kinds.GroupBy(kind => kind.Version, StringComparer.Ordinal)
            .OrderBy(version => version.Key, VersionPriority.Comparer)
            .Select(version => new ApiGroupVersion(version.Key, [.. version.OrderBy(kind => kind.Resource, StringComparer.Ordinal)])),
    ];
}
