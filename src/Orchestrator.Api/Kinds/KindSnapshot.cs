using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>The kinds at one moment, indexed. Immutable.</summary>
internal sealed class KindSnapshot
{
    public static readonly KindSnapshot Empty = new([]);

    private readonly Dictionary<(string Group, string Version, string Resource), KindDescriptor> _byResource = [];
    private readonly Dictionary<(string Group, string Version, string Kind), KindDescriptor> _byKind = [];
    private readonly Dictionary<GroupResource, KindDescriptor> _stored = [];

    private KindSnapshot(IReadOnlyList<KindDescriptor> all)
    {
        All = all;
        foreach (var kind in all)
        {
            _byResource.Add((kind.Group, kind.Version, kind.Resource), kind);
            _byKind.Add((kind.Group, kind.Version, kind.Kind), kind);
            if (kind.IsStorageVersion)
            {
                _stored.Add(kind.GroupResource, kind);
            }
        }
    }

    public IReadOnlyList<KindDescriptor> All { get; }

    public KindDescriptor? ByResource(string group, string version, string resource) => _byResource.GetValueOrDefault((group, version, resource));

    public KindDescriptor? ByKind(string group, string version, string kind) => _byKind.GetValueOrDefault((group, version, kind));

    public KindDescriptor? Stored(GroupResource resource) => _stored.GetValueOrDefault(resource);

    /// <summary>A snapshot in which the given kinds take the place of those with the same group, version and resource.</summary>
    /// <exception cref="ArgumentException">Two kinds would have one name, or one resource two storage versions.</exception>
    public KindSnapshot With(IEnumerable<KindDescriptor> kinds)
    {
        var added = kinds.ToList();
        var replaced = added.Select(kind => (kind.Group, kind.Version, kind.Resource)).ToHashSet();
        return new KindSnapshot([.. All.Where(kind => !replaced.Contains((kind.Group, kind.Version, kind.Resource))), .. added]);
    }

    public KindSnapshot Without(Func<KindDescriptor, bool> removed) => new([.. All.Where(kind => !removed(kind))]);
}
