using System.Runtime.CompilerServices;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>
/// The keys of tokens, in the ledger, where every silo finds them; under a name that no kind can have, so that the API does not show them.
/// The newest signs. Before a key signs a token that ends later than all before, the ledger knows it: so a key can go as soon as its last token has ended.
/// </summary>
internal sealed class SigningKeyStore(ILedger ledger, IReplica replica, TimeProvider time)
{
    private const long SlackSeconds = 24 * 3600; // so that not every token writes to the ledger
    private static readonly GroupResource Resource = new("orchestrator.io", "serviceaccount_signing_keys");

    private readonly ConditionalWeakTable<ReplicaEntry, SigningKeyRecord> _read = [];

    /// <summary>All keys whose tokens hold, in no order.</summary>
    public IReadOnlyList<SigningKeyRecord> All()
    {
        var records = new List<SigningKeyRecord>();
        foreach (var entry in replica.List(Resource))
        {
            records.Add(Read(entry));
        }

        return records;
    }

    /// <summary>The key of that id, or null.</summary>
    public SigningKeyRecord? Find(string id) => replica.Get(KeyOf(id)) is { } entry ? Read(entry) : null;

    /// <summary>Where the key of that id is.</summary>
    public static ObjectKey KeyOf(string id) => new(Resource.Group, Resource.Resource, "", id);

    /// <summary>The newest key; the first is made when there is none.</summary>
    public async ValueTask<SigningKeyRecord> CurrentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Newest() is { } newest)
            {
                return newest;
            }

            await AddAsync(cancellationToken);
        }
    }

    /// <summary>The newest key, once the ledger knows that it signs a token which ends at <paramref name="expires"/> (null: never).</summary>
    public async ValueTask<SigningKey> ForSigningAsync(long? expires, CancellationToken cancellationToken)
    {
        var until = expires ?? long.MaxValue;
        while (true)
        {
            var current = await CurrentAsync(cancellationToken);
            if (current.TokensUntil >= until)
            {
                return current.Key;
            }

            var covering = current with { TokensUntil = until == long.MaxValue ? until : until + SlackSeconds };
            await CommitAsync(new Mutation(ChangeType.Updated, KeyOf(current.Key.Id), current.Revision, covering.ToDocument(keepPrivate: true)), cancellationToken);
        }
    }

    /// <summary>Makes a key that signs from now on; those before it can only verify, or, when revoked, not even that.</summary>
    public async Task<SigningKey> RotateAsync(bool revoke, CancellationToken cancellationToken)
    {
        var added = await AddAsync(cancellationToken);
        await TidyAsync(cancellationToken, revoke);
        return added;
    }

    /// <summary>Forgets the private halves of the keys that sign no more, and the keys whose tokens have all ended (or are to end now).</summary>
    public async Task TidyAsync(CancellationToken cancellationToken, bool revoke = false)
    {
        var ended = time.GetUtcNow().ToUnixTimeSeconds() - TokenValidity.LeewaySeconds;
        var newest = Newest();
        foreach (var old in All())
        {
            var goes = revoke || old.TokensUntil < ended;
            if (old.Key.Id != newest?.Key.Id && (old.Key.CanSign || goes))
            {
                var change = goes ? ChangeType.Deleted : ChangeType.Updated;
                await CommitAsync(new Mutation(change, KeyOf(old.Key.Id), old.Revision, old.ToDocument(keepPrivate: false)), cancellationToken);
            }
        }
    }

    private SigningKeyRecord? Newest()
    {
        SigningKeyRecord? newest = null;
        foreach (var record in All())
        {
            if (record.Key.CanSign && (newest is null || record.CreatedMilliseconds > newest.CreatedMilliseconds))
            {
                newest = record;
            }
        }

        return newest;
    }

    private async Task<SigningKey> AddAsync(CancellationToken cancellationToken)
    {
        var key = SigningKey.Create();
        var record = new SigningKeyRecord(key, 0, time.GetUtcNow().ToUnixTimeMilliseconds(), 0);
        await CommitAsync(new Mutation(ChangeType.Created, KeyOf(key.Id), 0, record.ToDocument(keepPrivate: true)), cancellationToken);
        return key;
    }

    // When another silo was first, nothing is written; the caller looks again at what is there then.
    private async Task CommitAsync(Mutation mutation, CancellationToken cancellationToken)
    {
        var result = await ledger.CommitAsync([mutation], cancellationToken);
        var revision = result.Conflict?.ActualRevision ?? result.Records[^1].Revision;
        await replica.WaitForAsync(revision, cancellationToken);
        if (result.Conflict is { ActualRevision: 0 })
        {
            await replica.CatchUpAsync(cancellationToken); // it is gone, and the replica has yet to see that
        }
    }

    private SigningKeyRecord Read(ReplicaEntry entry) => _read.GetValue(entry, SigningKeyRecord.Read);
}
