using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>The kinds at one moment, indexed. Immutable; a changed one copies the indexes and touches only what changes.</summary>
internal sealed class KindSnapshot
{
    public static readonly KindSnapshot Empty = new([], [], [], []);

    private readonly Dictionary<(string Group, string Version, string Resource), KindDescriptor> _byResource;
    private readonly Dictionary<(string Group, string Version, string Kind), KindDescriptor> _byKind;
    private readonly Dictionary<GroupResource, KindDescriptor> _stored;

    private KindSnapshot(
        IReadOnlyList<KindDescriptor> all,
        Dictionary<(string Group, string Version, string Resource), KindDescriptor> byResource,
        Dictionary<(string Group, string Version, string Kind), KindDescriptor> byKind,
        Dictionary<GroupResource, KindDescriptor> stored)
    {
        All = all;
        _byResource = byResource;
        _byKind = byKind;
        _stored = stored;
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
        return Changed(added.Select(kind => ByResource(kind.Group, kind.Version, kind.Resource)).OfType<KindDescriptor>(), added);
    }

    /// <summary>A snapshot in which a resource has these kinds and no others.</summary>
    /// <exception cref="ArgumentException">Two kinds would have one name, or one resource two storage versions.</exception>
    public KindSnapshot With(GroupResource resource, IEnumerable<KindDescriptor> kinds) => Changed(Of(resource), [.. kinds]);

    private IEnumerable<KindDescriptor> Of(GroupResource resource) => All.Where(kind => kind.Resource == resource.Resource && kind.Group == resource.Group);

    private KindSnapshot Changed(IEnumerable<KindDescriptor> removed, List<KindDescriptor> added)
    {
        var leaving = removed.ToHashSet();
        var byResource = new Dictionary<(string, string, string), KindDescriptor>(_byResource);
        var byKind = new Dictionary<(string, string, string), KindDescriptor>(_byKind);
        var stored = new Dictionary<GroupResource, KindDescriptor>(_stored);
        foreach (var kind in leaving)
        {
            byResource.Remove((kind.Group, kind.Version, kind.Resource));
            byKind.Remove((kind.Group, kind.Version, kind.Kind));
            if (kind.IsStorageVersion)
            {
                stored.Remove(kind.GroupResource);
            }
        }

        foreach (var kind in added)
        {
            byResource.Add((kind.Group, kind.Version, kind.Resource), kind);
            byKind.Add((kind.Group, kind.Version, kind.Kind), kind);
            if (kind.IsStorageVersion)
            {
                stored.Add(kind.GroupResource, kind);
            }
        }

        return new KindSnapshot(leaving.Count == 0 ? [.. All, .. added] : [.. All.Where(kind => !leaving.Contains(kind)), .. added], byResource, byKind, stored);
    }
}
