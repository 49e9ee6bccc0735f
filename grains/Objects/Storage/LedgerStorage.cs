using System.Globalization;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Objects.Storage;

/// <summary>
/// The ledger as grain storage: a grain's state is the object of its key, the ETag is the resourceVersion, a write commits the state's batch.
/// Reads come from the replica, which costs nothing and is fenced by the commit; after a conflict they come from the ledger.
/// </summary>
internal sealed class LedgerStorage(ILedger ledger, IReplica replica) : IGrainStorage
{
    /// <summary>The name under which the storage is registered.</summary>
    public const string Name = "ledger";

    private const string NoObject = "0";

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = Of(grainState);
        var key = ObjectKey.Parse(grainId.Key.ToString()!);
        if (state.ReadLedger)
        {
            return ReadLedgerAsync(key, state, grainState);
        }

        if (replica.Get(key) is { } entry)
        {
            state.Set(entry.Revision, entry.Json, verified: false);
        }
        else
        {
            state.Clear(state.Seen, verified: false);
        }

        Describe(grainState, state);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var state = Of(grainState);
        var key = ObjectKey.Parse(grainId.Key.ToString()!);
        var batch = state.Batch;
        state.Batch = [];
        state.Committed = [];
        state.Conflict = null;

        // Until the ledger has answered, nobody knows what it holds.
        state.ReadLedger = true;
        var result = await ledger.CommitAsync(batch, CancellationToken.None);
        if (result.Conflict is { } conflict)
        {
            state.Conflict = conflict;
            throw new InconsistentStateException(
                "the object was changed by another writer",
                conflict.ActualRevision.ToString(CultureInfo.InvariantCulture),
                conflict.ExpectedRevision.ToString(CultureInfo.InvariantCulture));
        }

        state.Committed = result.Records;
        state.ReadLedger = false;
        for (var i = result.Records.Count - 1; i >= 0; i--)
        {
            if (result.Records[i] is var record && record.Key == key)
            {
                Take(state, record);
                break;
            }
        }

        Describe(grainState, state);
    }

    /// <summary>Objects go by a deletion in a batch, which keeps their last state in the history.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("an object is deleted by writing a batch that ends with its deletion");

    private async Task ReadLedgerAsync<T>(ObjectKey key, ObjectState state, IGrainState<T> grainState)
    {
        if (await ledger.ReadAsync(key, CancellationToken.None) is { } record)
        {
            Take(state, record);
        }
        else
        {
            state.Clear(state.Seen, verified: true);
        }

        Describe(grainState, state);
    }

    private static void Take(ObjectState state, LedgerRecord record)
    {
        if (record.Type == ChangeType.Deleted)
        {
            state.Clear(record.Revision, verified: true);
        }
        else
        {
            state.Set(record.Revision, record.Json, verified: true);
        }
    }

    private static ObjectState Of<T>(IGrainState<T> grainState)
    {
        if (grainState.State is null && new ObjectState() is T empty)
        {
            grainState.State = empty;
        }

        return grainState.State as ObjectState
            ?? throw new InvalidOperationException($"the ledger stores {nameof(ObjectState)}, not {typeof(T).Name}");
    }

    private static void Describe<T>(IGrainState<T> grainState, ObjectState state)
    {
        grainState.RecordExists = state.Revision != 0;
        grainState.ETag = state.Revision == 0 ? NoObject : state.Revision.ToString(CultureInfo.InvariantCulture);
    }
}
