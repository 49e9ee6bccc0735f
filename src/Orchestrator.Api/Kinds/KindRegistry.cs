using System.Diagnostics.CodeAnalysis;
using Orchestrator.Api.Generated;
using Orchestrator.Api.Objects;

namespace Orchestrator.Api.Kinds;

/// <summary>
/// The kinds that are served. Custom resources come and go while it is in use: a change swaps an immutable snapshot, and readers
/// never wait. One for each process part that serves; there is no global one.
/// </summary>
public sealed class KindRegistry
{
    private readonly Lock _changing = new();
    private volatile KindSnapshot _snapshot = KindSnapshot.Empty;

    /// <summary>Raised after a change, in the changer's thread.</summary>
    public event EventHandler? Changed;

    /// <summary>All kinds in all versions, the built-in ones first.</summary>
    public IReadOnlyList<KindDescriptor> All => _snapshot.All;

    /// <summary>A registry with the built-in kinds.</summary>
    public static KindRegistry BuiltIn()
    {
        var registry = new KindRegistry();
        registry.Set(BuiltInKinds.Create());
        return registry;
    }

    /// <summary>The kind that a path names.</summary>
    public bool TryGet(string group, string version, string resource, [NotNullWhen(true)] out KindDescriptor? kind) =>
        (kind = _snapshot.ByResource(group, version, resource)) is not null;

    /// <summary>The kind in whose version the objects of a resource are stored, or null.</summary>
    public KindDescriptor? TryGet(GroupResource resource) => _snapshot.Stored(resource);

    /// <summary>The kind that an object names.</summary>
    public bool TryGetKind(string group, string version, string kind, [NotNullWhen(true)] out KindDescriptor? descriptor) =>
        (descriptor = TryGetKind(group, version, kind)) is not null;

    /// <summary>The kind that an object names, or null.</summary>
    public KindDescriptor? TryGetKind(string group, string version, string kind) => _snapshot.ByKind(group, version, kind);

    /// <summary>The kind that an object's <c>apiVersion</c> and <c>kind</c> name, or null.</summary>
    public KindDescriptor? TryGetKind(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? TryGetKind("", apiVersion, kind) : TryGetKind(apiVersion[..slash], apiVersion[(slash + 1)..], kind);
    }

    /// <summary>Adds kinds, all at once; those with the same group, version and resource are replaced.</summary>
    /// <exception cref="ArgumentException">Two kinds would have one name, or one resource two storage versions.</exception>
    public void Set(params IEnumerable<KindDescriptor> kinds) => Change(snapshot => snapshot.With(kinds));

    /// <summary>Removes all versions of a resource.</summary>
    public void Remove(GroupResource resource) => Replace(resource, []);

    /// <summary>Gives a resource these kinds, and no other versions.</summary>
    /// <exception cref="ArgumentException">Two kinds would have one name, or one resource two storage versions.</exception>
    public void Replace(GroupResource resource, params IEnumerable<KindDescriptor> kinds) => Change(snapshot => snapshot.With(resource, kinds));

    private void Change(Func<KindSnapshot, KindSnapshot> change)
    {
        lock (_changing)
        {
            _snapshot = change(_snapshot);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }
}
