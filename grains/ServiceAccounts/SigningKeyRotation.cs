using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Makes the first signing key at the first start, a new one when the newest is old enough, and forgets those whose tokens have ended.</summary>
internal sealed partial class SigningKeyRotation(SigningKeyStore keys, ServiceAccountTokenOptions options, TimeProvider time, ILogger<SigningKeyRotation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the silo stops
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var current = await keys.CurrentAsync(cancellationToken);
            if (time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(current.CreatedMilliseconds) > options.KeyLifetime)
            {
                Log.Rotated(logger, (await keys.RotateAsync(revoke: false, cancellationToken)).Id);
            }
            else
            {
                await keys.TidyAsync(cancellationToken);
            }
        }
        catch (LedgerUnavailableException unavailable)
        {
            Log.Failed(logger, unavailable); // who needs a key makes one; the next look follows
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Service-account tokens are signed with a new key, {KeyId}")]
        public static partial void Rotated(ILogger logger, string keyId);

        [LoggerMessage(2, LogLevel.Warning, "The keys of service-account tokens could not be looked after; another try follows")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
