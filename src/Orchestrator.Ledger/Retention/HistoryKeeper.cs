using Microsoft.Extensions.Logging;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Retention;

/// <summary>
/// Drops old history now and then. The history does not say when a revision was made, so the keeper notes the revision at each round;
/// after a restart it keeps a little longer. Any number of silos may run one.
/// </summary>
public sealed partial class HistoryKeeper(ILedger ledger, ILogger<HistoryKeeper> logger, RetentionOptions? options = null, TimeProvider? time = null)
{
    private readonly RetentionOptions _options = options ?? RetentionOptions.Default;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Queue<(long Time, long Revision)> _rounds = new();
    private long _old;

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.Interval, _time);
        do
        {
            try
            {
                await RoundAsync(cancellationToken);
            }
            catch (LedgerUnavailableException e)
            {
                Log.Unavailable(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Notes the revision and drops what is too old or too much; returns the oldest revision that can be followed from.</summary>
    public async Task<long> RoundAsync(CancellationToken cancellationToken)
    {
        var revision = await ledger.GetRevisionAsync(cancellationToken);
        _rounds.Enqueue((_time.GetTimestamp(), revision));
        while (_rounds.TryPeek(out var round) && _time.GetElapsedTime(round.Time) >= _options.Age)
        {
            _old = round.Revision;
            _rounds.Dequeue();
        }

        return await ledger.CompactAsync(Math.Max(_old, revision - _options.MostRevisions), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "Old history could not be dropped; trying again later")]
        public static partial void Unavailable(ILogger logger, Exception reason);
    }
}
