using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>
/// Tells, by an event, of references to an owner in another namespace: such an owner does not count, and its dependent is deleted as if it were gone
/// (<c>reportInvalidNamespaceOwnerRef</c>).
/// </summary>
internal sealed class ForeignOwners(ControllerServices services, OwnerLookup owners)
{
    private readonly EventSourceRecorder _events = services.Events.From("garbage-collector-controller");

    /// <summary>Tells, if the owner that is not in the dependent's namespace is in another.</summary>
    public void Report(ReplicaEntry dependent, EntryOwner owner)
    {
        if (owners.KindOf(owner) is not { Namespaced: true } kind || !IsElsewhere(new GroupResource(kind.Group, kind.Resource), dependent.Key.Namespace, owner))
        {
            return;
        }

        if (services.Kinds.TryGet(dependent.Key.GroupResource) is { } of)
        {
            var ns = dependent.Key.Namespace;
            _events.Warning(
                EventSubject.Of(dependent, of),
                "OwnerRefInvalidNamespace",
                $"ownerRef [{owner.ApiVersion}/{owner.Kind}, namespace: {ns}, name: {owner.Name}, uid: {owner.Uid}] does not exist in namespace \"{ns}\"");
        }
    }

    /// <summary>A look at one key for each namespace: this is asked only for new references to what is not there.</summary>
    private bool IsElsewhere(GroupResource resource, string ns, EntryOwner owner)
    {
        foreach (var other in services.Replica.List(KnownResources.Namespaces))
        {
            if (other.Key.Name != ns && services.Replica.Get(resource.Key(other.Key.Name, owner.Name))?.Uid == owner.Uid)
            {
                return true;
            }
        }

        return false;
    }
}
