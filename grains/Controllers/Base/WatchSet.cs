using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>Which objects of a controller a change concerns: it adds their keys. Called for every change of its resource, so it is quick and does not allocate for the rest.</summary>
internal delegate void ChangeMapper(ReplicaChange change, Action<ObjectKey> poke);

/// <summary>The watches of one controller.</summary>
internal sealed class WatchSet
{
    private readonly Dictionary<GroupResource, List<ChangeMapper>> _byResource = [];

    /// <summary>Mappers of single resources.</summary>
    public IReadOnlyDictionary<GroupResource, List<ChangeMapper>> ByResource => _byResource;

    /// <summary>Mappers that see every resource.</summary>
    public List<ChangeMapper> OfAll { get; } = [];

    /// <summary>The kinds whose objects it has work for by themselves.</summary>
    public HashSet<GroupResource> Owns { get; } = [];

    /// <summary>Under which of its own keys it has something to say about objects that are not its own, by their resource.</summary>
    public Dictionary<GroupResource, Func<ReplicaEntry, ObjectKey?>> Explained { get; } = [];

    /// <summary>What it makes of one of its objects says why objects of another resource are as they are: of a zone, why its nodes keep their pods.</summary>
    /// <param name="resource">The other resource.</param>
    /// <param name="of">The key of its own object; null when it has nothing to say of this one.</param>
    public void Explains(GroupResource resource, Func<ReplicaEntry, ObjectKey?> of) => Explained.Add(resource, of);

    /// <summary>A change of an object concerns the object.</summary>
    public void Own(GroupResource resource)
    {
        Owns.Add(resource);
        Mapped(resource, static (change, poke) => poke(change.Entry.Key));
    }

    /// <summary>A change of an object concerns the owner that controls it, when that is of this kind; also the one that did before.</summary>
    public void Owned(GroupResource resource, string ownerKind, GroupResource ownerResource) =>
        Mapped(resource, (change, poke) =>
        {
            PokeOwner(change.Entry, ownerKind, ownerResource, poke);
            if (change.Previous is not null)
            {
                PokeOwner(change.Previous, ownerKind, ownerResource, poke);
            }
        });

    /// <summary>A change of an object without a controller concerns the owners that may adopt it: those of its namespace whose selector matches it.</summary>
    /// <param name="resource">The resource that is adopted.</param>
    /// <param name="ownerResource">The resource of those who adopt.</param>
    /// <param name="replica">Where they are looked up.</param>
    /// <param name="selector">An owner's selector.</param>
    public void Adoptable(GroupResource resource, GroupResource ownerResource, IReplica replica, Func<ReplicaEntry, LabelSelector> selector) =>
        Mapped(resource, (change, poke) =>
        {
            var orphan = change.Entry;
            if (orphan.Metadata.Controller is not null || orphan.Labels.Count == 0)
            {
                return;
            }

            foreach (var owner in replica.List(ownerResource).In(orphan.Key.Namespace))
            {
                if (selector(owner).Matches(orphan.Labels))
                {
                    poke(owner.Key);
                }
            }
        });

    /// <summary>A change of an object of one resource concerns whatever the function says.</summary>
    public void Mapped(GroupResource resource, ChangeMapper mapper)
    {
        if (!_byResource.TryGetValue(resource, out var mappers))
        {
            _byResource.Add(resource, mappers = []);
        }

        mappers.Add(mapper);
    }

    /// <summary>A change of any object concerns whatever the function says.</summary>
    public void MappedAny(ChangeMapper mapper) => OfAll.Add(mapper);

    private static void PokeOwner(ReplicaEntry entry, string kind, GroupResource resource, Action<ObjectKey> poke)
    {
        if (entry.Metadata.Controller is { } owner && owner.Kind == kind && KnownResources.GroupOf(owner.ApiVersion) == resource.Group)
        {
            poke(new ObjectKey(resource.Group, resource.Resource, entry.Key.Namespace, owner.Name));
        }
    }
}
