using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>
/// The object while a round of requests is applied: what it is now, and the mutations that brought it there from the committed state.
/// Requests put finished versions here; nothing else changes it, so a refused request leaves no trace.
/// </summary>
internal sealed class PendingObject
{
    private readonly ObjectKey _key;
    private readonly long _baseRevision;
    private readonly List<Mutation> _batch = [];
    private readonly List<ObjectVersion?> _versions = [];
    private readonly bool _sharesModel;
    private List<IAdmissionReservation>? _held;
    private List<IAdmissionReservation>? _reservations;
    private bool _touched;

    /// <param name="key">The object.</param>
    /// <param name="revision">Its committed revision; 0 when it does not exist.</param>
    /// <param name="json">Its committed JSON.</param>
    /// <param name="model">The committed state as its model, if somebody has decoded it already.</param>
    /// <param name="kinds">All kinds.</param>
    /// <param name="sharesModel">Whether new versions' models go along to the replica.</param>
    public PendingObject(ObjectKey key, long revision, ReadOnlyMemory<byte> json, IKubeObject? model, KindRegistry kinds, bool sharesModel)
    {
        _key = key;
        _baseRevision = revision;
        Kind = kinds.TryGet(key.GroupResource);
        Current = revision == 0 || Kind is null ? null : ObjectVersion.Committed(Kind, json, revision, Kind.Conversion is null ? model : null);
        _sharesModel = sharesModel;
    }

    /// <summary>The kind in its storage version; null when nobody knows the resource.</summary>
    public KindDescriptor? Kind { get; }

    /// <summary>The object as the requests so far leave it, or null.</summary>
    public ObjectVersion? Current { get; private set; }

    /// <summary>What is to be committed.</summary>
    public IReadOnlyList<Mutation> Batch => _batch;

    /// <summary>Gives the object a new version, together with changes of other objects (addresses) that must happen with it or not at all.</summary>
    public void Put(ObjectVersion version, IReadOnlyList<Mutation> companions)
    {
        Add(Current is null ? ChangeType.Created : ChangeType.Updated, version, companions);
        Current = version;
    }

    /// <summary>Ends the object; the version is its last state.</summary>
    public void Remove(ObjectVersion last, IReadOnlyList<Mutation> companions)
    {
        Add(ChangeType.Deleted, last, companions);
        Current = null;
    }

    /// <summary>Keeps what admission took for the present request, until it is known whether it came to something.</summary>
    public void Hold(IAdmissionReservation reservation) => (_held ??= []).Add(reservation);

    /// <summary>The present request is over: what was taken for it and not used goes back.</summary>
    public void EndRequest()
    {
        Settle(_held, 0);
        _held = null;
    }

    /// <summary>The batch was refused: nothing of it will be committed.</summary>
    public void Abandon()
    {
        Settle(_reservations, 0);
        _reservations = null;
    }

    /// <summary>Gives every version its revision.</summary>
    public void Committed(IReadOnlyList<LedgerRecord> records)
    {
        for (var i = 0; i < records.Count; i++)
        {
            _versions[i]?.Commit(records[i]);
        }

        Settle(_reservations, records[^1].Revision);
        _reservations = null;
    }

    private void Add(ChangeType type, ObjectVersion version, IReadOnlyList<Mutation> companions)
    {
        _batch.Add(new Mutation(type, _key, _touched ? Mutation.Previous : _baseRevision, version.AsDocument()) { Model = _sharesModel ? version.Typed : null });
        _versions.Add(version);
        _touched = true;
        foreach (var companion in companions)
        {
            _batch.Add(companion);
            _versions.Add(null);
        }

        if (_held is not null)
        {
            (_reservations ??= []).AddRange(_held);
            _held = null;
        }
    }

    private static void Settle(List<IAdmissionReservation>? reservations, long revision)
    {
        if (reservations is not null)
        {
            foreach (var reservation in reservations)
            {
                reservation.Settle(revision);
            }
        }
    }
}
