using Microsoft.Extensions.Logging;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orleans;
using Orleans.Concurrency;
using Orleans.Storage;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>
/// Counts for one namespace. Charges gather while a commit is under way; then all are weighed in turn and the quotas' new status is one batch, so that a thousand
/// concurrent creates cost a few commits. The batch carries the revisions that it is based on: two activations at once, or somebody who edits the quota, cost a retry.
/// </summary>
[Reentrant]
internal sealed partial class QuotaGrain(ILedger ledger, IReplica replica, QuotaUsage usage, TimeProvider time, ILogger<QuotaGrain> logger) : Grain, IQuotaGrain
{
    private const int MostAttempts = 32;

    private readonly QuotaReservations _reservations = new(time);
    private List<Waiting> _inbox = [];
    private bool _recount;
    private TaskCompletionSource _recounted = New();
    private bool _draining;

    /// <inheritdoc/>
    public Task<QuotaVerdict> ChargeAsync(QuotaCharge charge)
    {
        var waiting = new Waiting(charge);
        _inbox.Add(waiting);
        Drain();
        return waiting.Task;
    }

    /// <inheritdoc/>
    public Task RecalculateAsync()
    {
        _recount = true;
        var done = _recounted.Task;
        Drain();
        return done;
    }

    /// <inheritdoc/>
    public Task SettleAsync(long reservation, long revision)
    {
        if (revision > 0)
        {
            _reservations.Commit(reservation, revision);
        }
        else if (_reservations.Remove(reservation))
        {
            // What the failed write was charged is given back.
            _recount = true;
            Drain();
        }

        return Task.CompletedTask;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Drain()
    {
        if (!_draining)
        {
            _draining = true;
            _ = DrainAsync();
        }
    }

    private async Task DrainAsync()
    {
        // Who came in this turn is in the first round already.
        await Task.Yield();
        while (_inbox.Count > 0 || _recount)
        {
            var (round, recount, recounted) = (_inbox, _recount, _recounted);
            (_inbox, _recount) = ([], false);
            if (recount)
            {
                _recounted = New();
            }

            try
            {
                await ServeAsync(round, recount);
                if (recount)
                {
                    recounted.SetResult();
                }
            }
            catch (Exception failure)
            {
                Log.Failed(logger, failure, this.GetPrimaryKeyString());
                round.ForEach(waiting => waiting.TrySetException(failure));
                if (recount)
                {
                    recounted.SetException(failure);
                }
            }
        }

        _draining = false;
    }

    private async Task ServeAsync(List<Waiting> round, bool recount)
    {
        for (var attempt = 1; ; attempt++)
        {
            var quotas = new QuotaRound(this.GetPrimaryKeyString(), replica, usage, _reservations);
            if (recount)
            {
                quotas.CountAll();
            }

            var verdicts = round.ConvertAll(waiting => quotas.Charge(waiting.Charge));
            if (await CommitAsync(quotas.Batch(), verdicts))
            {
                for (var i = 0; i < round.Count; i++)
                {
                    round[i].TrySetResult(verdicts[i]);
                }

                return;
            }

            if (attempt == MostAttempts)
            {
                throw new InconsistentStateException("the quotas of the namespace are being changed too often", "", "");
            }
        }
    }

    /// <summary>Commits, and waits until the replica shows it, so that the next round starts from there. False when somebody else was faster.</summary>
    private async Task<bool> CommitAsync(IReadOnlyList<Mutation> batch, List<QuotaVerdict> verdicts)
    {
        if (batch.Count == 0)
        {
            return true;
        }

        var committed = false;
        try
        {
            var result = await ledger.CommitAsync(batch, CancellationToken.None);
            committed = result.Committed;
            if (committed)
            {
                await replica.WaitForAsync(result.Records[^1].Revision, CancellationToken.None);
            }
            else
            {
                await replica.CatchUpAsync(CancellationToken.None);
            }

            return committed;
        }
        finally
        {
            if (!committed)
            {
                verdicts.ForEach(verdict => _reservations.Remove(verdict.Reservation));
            }
        }
    }

    private sealed class Waiting(QuotaCharge charge) : TaskCompletionSource<QuotaVerdict>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public QuotaCharge Charge { get; } = charge;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The quotas of namespace {Namespace} could not be charged")]
        public static partial void Failed(ILogger logger, Exception exception, string @namespace);
    }
}
