using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>Finds the objects that owner references name.</summary>
internal sealed class OwnerLookup(ControllerServices services)
{
    /// <summary>The owner, if an object with the reference's uid is there.</summary>
    /// <param name="dependent">Who refers: an owner with a namespace is in the same one.</param>
    /// <param name="owner">The reference.</param>
    public ReplicaEntry? Find(ObjectKey dependent, EntryOwner owner) =>
        TryKey(dependent, owner) is { } key && services.Replica.Get(key) is { } entry && entry.Uid == owner.Uid ? entry : null;

    /// <summary>What is to be thought of the owner.</summary>
    public OwnerState StateOf(ObjectKey dependent, EntryOwner owner)
    {
        if (TryKey(dependent, owner) is null)
        {
            return OwnerState.Unknown;
        }

        var entry = Find(dependent, owner);
        return entry is null ? OwnerState.Gone
            : entry.DeletionTimestamp is not null && entry.Metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer) ? OwnerState.WaitingForDependents
            : OwnerState.Present;
    }

    /// <summary>Null for a kind that is not served, and for an object without a namespace that names an owner with one: such a reference is void and must not delete.</summary>
    private ObjectKey? TryKey(ObjectKey dependent, EntryOwner owner)
    {
        if (services.Kinds.TryGetKind(owner.ApiVersion, owner.Kind) is not { } kind || (kind.Namespaced && dependent.Namespace.Length == 0))
        {
            return null;
        }

        return new ObjectKey(kind.Group, kind.Resource, kind.Namespaced ? dependent.Namespace : "", owner.Name);
    }
}

/// <summary>What is to be thought of an owner.</summary>
internal enum OwnerState
{
    /// <summary>Nobody can tell.</summary>
    Unknown,

    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is there, and goes when its dependents are gone.</summary>
    WaitingForDependents,

    /// <summary>It is not there, or another object has its name.</summary>
    Gone,
}
