using Microsoft.Extensions.Logging;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Diagnostics;
using Orchestrator.Grains.Objects.Storage;
using Orchestrator.Grains.Objects.Writing;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Objects;

/// <summary>
/// Writes one object. Requests gather in an inbox while a commit is in flight; then all of them are applied in turn,
/// each onto what the one before it left, and committed in one batch. So an object that everybody writes to gets many versions out of one fsync,
/// and every request has its own answer.
/// <list type="number">
/// <item>Take the inbox.</item>
/// <item>Take up what others may have committed: the replica is ahead of this activation, or the last outcome is unknown.</item>
/// <item>Apply each request; a refusal touches nothing.</item>
/// <item>A refusal that rests on the replica alone, which may lag, is not given: read the ledger and apply again.</item>
/// <item>Commit. A conflict means another writer (a second activation): read the ledger and apply again. Callers never see it.</item>
/// <item>Answer when the replica shows the commit, so that callers read what they wrote; the next round does not wait for that.</item>
/// </list>
/// </summary>
internal sealed partial class ObjectWriter(ObjectKey key, IPersistentState<ObjectState> state, ObjectServices services, KindBehavior behavior)
{
    private const int LargestRound = 256;
    private const int MostAttempts = 32;

    private readonly RequestApplier _applier = new(key, services, behavior);
    private readonly Queue<InboxItem> _inbox = new();
    private bool _draining;

    /// <summary>Whether the object exists or somebody still writes to it.</summary>
    public bool InUse => _draining || state.State.Revision != 0;

    /// <summary>Writes in turn. Called on the grain's own scheduler only.</summary>
    public Task<WriteResult> WriteAsync(WriteRequest request, CancellationToken cancellationToken)
    {
        var item = new InboxItem(request, cancellationToken) { Span = WriteTracing.Begin(key, request) };
        _inbox.Enqueue(item);
        if (!_draining)
        {
            _draining = true;
            _ = DrainAsync();
        }

        return item.Task;
    }

    private async Task DrainAsync()
    {
        var round = new List<InboxItem>();
        while (Take(round))
        {
            try
            {
                await CommitAsync(round);
            }
            catch (Exception failure)
            {
                Log.WriteFailed(services.Logger, failure, key);
                Fail(round, failure);
            }
        }

        _draining = false;
    }

    private bool Take(List<InboxItem> round)
    {
        round.Clear();
        while (round.Count < LargestRound && _inbox.TryDequeue(out var item))
        {
            if (!item.Withdrawn())
            {
                round.Add(item);
            }
        }

        return round.Count > 0 || _inbox.Count > 0;
    }

    private async Task CommitAsync(List<InboxItem> round)
    {
        for (var attempt = 1; ;)
        {
            await LoadAsync();
            var pending = await ApplyAsync(round);
            if (pending.Batch.Count == 0)
            {
                if (!state.State.Verified && RestsOnCurrentState(round))
                {
                    state.State.ReadLedger = true;
                    continue;
                }

                Answer(round);
                return;
            }

            try
            {
                state.State.Batch = pending.Batch;
                using var span = WriteTracing.Commit(round.Find(static item => item.Span is not null)?.Span, pending.Batch.Count);
                await state.WriteStateAsync();
            }
            catch (InconsistentStateException) when (attempt < MostAttempts)
            {
                Log.Conflict(services.Logger, key, attempt);
                pending.Abandon();
                attempt += await LearnFromConflictAsync() ? 0 : 1;
                continue;
            }

            var committed = state.State.Committed;
            state.State.Committed = []; // the grain may live on for minutes, and need not hold them
            pending.Committed(committed);
            AnswerWhenVisible(round, committed[^1].Revision);
            return;
        }
    }

    private async ValueTask LoadAsync()
    {
        if (state.State.ReadLedger || ReplicaIsAhead(state.State))
        {
            await state.ReadStateAsync();
        }
    }

    private bool ReplicaIsAhead(ObjectState known) => services.Replica.Get(key) is { } entry
        ? entry.Revision > known.Seen
        : known.Revision != 0 && services.Replica.Revision >= known.Seen;

    private async ValueTask<PendingObject> ApplyAsync(List<InboxItem> round)
    {
        var model = services.Replica.Get(key) is { } entry && entry.Revision == state.State.Revision ? entry.Decoded : null;
        var pending = new PendingObject(key, state.State.Revision, state.State.Json, model, services.Kinds, behavior.SharesModel);
        foreach (var item in round)
        {
            item.Outcome = await _applier.ApplyAsync(pending, item.Request);
        }

        return pending;
    }

    /// <summary>Whether an answer could be another one if the object is not what the replica said.</summary>
    private static bool RestsOnCurrentState(List<InboxItem> round)
    {
        foreach (var item in round)
        {
            if (item.Outcome!.RestsOnCurrentState)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The object itself is read from the ledger; when another object of the batch was in the way (an address, a disruption budget), the replica must learn of it.
    /// Such a conflict means that somebody else went on, and however many want the same budget, each is served or refused in the end.
    /// </summary>
    private async Task<bool> LearnFromConflictAsync()
    {
        if (state.State.Conflict is not { } conflict || conflict.Key == key)
        {
            return false;
        }

        await services.Replica.CatchUpAsync(CancellationToken.None);
        return true;
    }

    private void AnswerWhenVisible(List<InboxItem> round, long revision)
    {
        var visible = services.Replica.WaitForAsync(revision, CancellationToken.None);
        if (visible.IsCompletedSuccessfully)
        {
            Answer(round);
        }
        else
        {
            _ = AnswerLaterAsync(round.ToArray(), visible);
        }
    }

    private async Task AnswerLaterAsync(InboxItem[] round, ValueTask visible)
    {
        try
        {
            await visible;
        }
        catch (Exception failure)
        {
            // The write is durable whatever becomes of the replica, so the answer stands.
            Log.ReplicaFailed(services.Logger, failure, key);
        }

        foreach (var item in round)
        {
            item.Answer();
        }
    }

    private static void Answer(List<InboxItem> round)
    {
        foreach (var item in round)
        {
            item.Answer();
        }
    }

    /// <summary>The round could not be committed: what was refused anyway keeps its answer, the rest learns of the failure and may try again.</summary>
    private static void Fail(List<InboxItem> round, Exception failure)
    {
        foreach (var item in round)
        {
            if (item.Outcome is null or { Refused: false })
            {
                item.Outcome = WriteOutcome.Of(LedgerFailure.Describe(failure));
            }

            item.Answer();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Key}: another writer was faster, attempt {Attempt}")]
        public static partial void Conflict(ILogger logger, ObjectKey key, int attempt);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Key}: writing failed")]
        public static partial void WriteFailed(ILogger logger, Exception exception, ObjectKey key);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Key}: the replica did not reach a committed revision")]
        public static partial void ReplicaFailed(ILogger logger, Exception exception, ObjectKey key);
    }
}
