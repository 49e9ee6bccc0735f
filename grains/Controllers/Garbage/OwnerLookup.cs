using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>
/// Finds the objects that owner references name. The replica applies commits in order, so who sees a dependent has seen its owner: one that is not there is gone,
/// and need not be asked for again.
/// </summary>
internal sealed class OwnerLookup(IReplica replica, KindRegistry kinds)
{
    private readonly AbsentOwners _absent = new();

    /// <summary>Whether an object goes when its dependents are gone.</summary>
    public static bool IsWaiting(ReplicaEntry entry) =>
        entry.DeletionTimestamp is not null && entry.Metadata.Finalizers.Contains(GarbageCollector.ForegroundFinalizer);

    /// <summary>Remembers that an owner has gone.</summary>
    public void HasGone(string uid) => _absent.Add(uid);

    /// <summary>The owner, if an object with the reference's uid is there.</summary>
    /// <param name="dependent">Who refers: an owner with a namespace is in the same one.</param>
    /// <param name="owner">The reference.</param>
    public ReplicaEntry? Find(ObjectKey dependent, EntryOwner owner) =>
        KindOf(owner) is { } kind && !IsVoid(dependent, kind) && replica.Get(Key(kind, dependent, owner)) is { } entry && entry.Uid == owner.Uid ? entry : null;

    /// <summary>What is to be thought of the owner.</summary>
    public OwnerState StateOf(ObjectKey dependent, EntryOwner owner)
    {
        if (KindOf(owner) is not { } kind)
        {
            return _absent.Contains(owner.Uid) ? OwnerState.Gone : OwnerState.Unknown;
        }

        if (IsVoid(dependent, kind))
        {
            return OwnerState.Void;
        }

        var entry = replica.Get(Key(kind, dependent, owner));
        return entry is null || entry.Uid != owner.Uid ? OwnerState.Gone
            : IsWaiting(entry) ? OwnerState.WaitingForDependents
            : OwnerState.Present;
    }

    /// <summary>The kind that a reference names, if it is served.</summary>
    public KindDescriptor? KindOf(EntryOwner owner) => kinds.TryGetKind(owner.ApiVersion, owner.Kind);

    private static bool IsVoid(ObjectKey dependent, KindDescriptor kind) => kind.Namespaced && dependent.Namespace.Length == 0;

    private static ObjectKey Key(KindDescriptor kind, ObjectKey dependent, EntryOwner owner) =>
        new(kind.Group, kind.Resource, kind.Namespaced ? dependent.Namespace : "", owner.Name);
}
