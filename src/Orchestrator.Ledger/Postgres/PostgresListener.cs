using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Ledger.Following;

namespace Orchestrator.Ledger.Postgres;

/// <summary>
/// Learns of other silos' commits: by notification, and in case one gets lost by asking now and then. Reconnects by itself.
/// </summary>
internal sealed partial class PostgresListener(NpgsqlDataSource source, PostgresWriter writer, CommitFeed feed, ILogger logger) : IAsyncDisposable
{
    /// <summary>The notification channel; its payload is the new revision.</summary>
    public const string Channel = "orchestrator_ledger";

    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private Task _listening = Task.CompletedTask;

    /// <summary>Begins to listen.</summary>
    public void Start() => _listening = Task.Run(ListenAsync);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                Log.Lost(logger, e);
                await Task.Delay(ReconnectDelay, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenOnceAsync(CancellationToken stopped)
    {
        await using var connection = await source.OpenConnectionAsync(stopped);
        connection.Notification += (_, notice) => Hear(notice);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stopped);
        }

        await using var ask = new NpgsqlCommand("SELECT revision FROM ledger_head", connection);
        while (true)
        {
            feed.Announce((long)(await ask.ExecuteScalarAsync(stopped))!);
            while (await connection.WaitAsync(AskInterval, stopped))
            {
                // The notification has been handled.
            }
        }
    }

    private void Hear(NpgsqlNotificationEventArgs notice)
    {
        if (!writer.IsOwn(notice.PID))
        {
            feed.Announce(long.Parse(notice.Payload, CultureInfo.InvariantCulture));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "The connection that listens for other silos' commits was lost; connecting again")]
        public static partial void Lost(ILogger logger, Exception reason);
    }
}
