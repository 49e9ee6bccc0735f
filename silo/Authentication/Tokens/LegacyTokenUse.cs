using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>Notes on the secret that holds a token the day on which the token was last used: a write a day, behind the request that used it.</summary>
internal sealed partial class LegacyTokenUse(IResourceClientFactory clients, IReplica replica, TimeProvider time, ILogger<LegacyTokenUse> logger)
{
    private readonly IResourceClient _client = clients.For("system:apiserver");
    private readonly ConcurrentDictionary<ObjectKey, bool> _underWay = new();

    /// <summary>A token was used.</summary>
    public void Note(VerifiedToken token)
    {
        if (!token.Claims.IsLegacy || token.Claims.Secret is not { } secret)
        {
            return;
        }

        var key = new ObjectKey("", "secrets", token.Claims.Namespace, secret.Name);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

        // clocks of servers differ: one may be a day further
        if (replica.Get(key) is { } entry && !(LegacyTokens.Date(entry.Labels.GetValueOrDefault(LegacyTokens.LastUsed)) is { } noted && (noted == today || noted == today.AddDays(1)))
            && _underWay.TryAdd(key, true))
        {
            _ = WriteAsync(entry, LegacyTokens.Text(today));
        }
    }

    private async Task WriteAsync(ReplicaEntry entry, string today)
    {
        try
        {
            var patch = $$$"""{"metadata":{"uid":"{{{entry.Uid}}}","labels":{"{{{LegacyTokens.LastUsed}}}":"{{{today}}}"} } }""";
            await _client.PatchAsync(entry.Key, Encoding.UTF8.GetBytes(patch), "", CancellationToken.None).ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            Log.NotNoted(logger, entry.Key, refused.Message);
        }
        finally
        {
            _underWay.TryRemove(entry.Key, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The use of the token in {Secret} could not be noted: {Why}")]
        public static partial void NotNoted(ILogger logger, ObjectKey secret, string why);
    }
}
