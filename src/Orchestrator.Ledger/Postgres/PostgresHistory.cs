using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Following;

namespace Orchestrator.Ledger.Postgres;

/// <summary>Reads the history. The list of partitions is kept, and read again when a table turns out to be gone or new.</summary>
internal sealed partial class PostgresHistory(NpgsqlDataSource source, ILogger logger) : IHistoryReader
{
    private const int RowsAtOnce = 500;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    private volatile List<HistoryPartition> _partitions = [];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LedgerRecord>> ReadHistoryAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                var page = await ReadAsync(connection, after, cancellationToken);
                if (page.Count > 0)
                {
                    return page;
                }

                // The change is in a partition that is not known here yet, or it was dropped.
                _partitions = await PostgresSchema.PartitionsAsync(connection, cancellationToken);
                var oldest = HistoryPartition.Oldest(_partitions);
                return after < oldest ? throw new RevisionCompactedException(after, oldest) : await ReadAsync(connection, after, cancellationToken);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
            {
                _partitions = [];
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                Log.Unreadable(logger, e);
                await Task.Delay(RetryDelay, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<LedgerRecord>> ReadAsync(NpgsqlConnection connection, long after, CancellationToken cancellationToken)
    {
        var partitions = _partitions;
        var page = new HistoryPage();
        for (var i = partitions.FindLastIndex(partition => partition.First <= after + 1); i >= 0 && i < partitions.Count && !page.IsFull; i++)
        {
            while (!page.IsFull && await ReadRowsAsync(connection, partitions[i], page, after, cancellationToken))
            {
                // There may be more in this partition.
            }
        }

        return page.Records;
    }

    /// <returns>Whether there may be more rows.</returns>
    private static async Task<bool> ReadRowsAsync(
        NpgsqlConnection connection, HistoryPartition partition, HistoryPage page, long after, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT revision, batch_end, type, key, json FROM {partition.Table} WHERE revision > $1 ORDER BY revision LIMIT {RowsAtOnce}"), connection);
        select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = page.Records.Count == 0 ? after : page.Records[^1].Revision });
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        var count = 0;
        while (!page.IsFull && await rows.ReadAsync(cancellationToken))
        {
            var record = new LedgerRecord(rows.GetInt64(0), (ChangeType)rows.GetInt32(2), ObjectKey.Parse(rows.GetString(3)), rows.GetFieldValue<byte[]>(4));
            page.Add(record, rows.GetInt64(1));
            count++;
        }

        return count == RowsAtOnce;
    }

    private static partial class Log
    {
        [LoggerMessage(21, LogLevel.Warning, "The history cannot be read; trying again")]
        public static partial void Unreadable(ILogger logger, Exception reason);
    }
}
