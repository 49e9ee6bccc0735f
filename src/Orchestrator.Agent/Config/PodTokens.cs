using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Agent.Config;

/// <summary>
/// The tokens of pods' service accounts, each bound to its pod (kubelet: token manager). One is asked for when it is first needed, and again when 80 % of its life
/// or a day has passed; while the control plane cannot be reached the old one is used until it ends.
/// </summary>
internal sealed partial class PodTokens(KubeClient client, TimeProvider time, ILogger logger)
{
    private const double UsedPartOfLife = 0.8;
    private static readonly TimeSpan LongestUse = TimeSpan.FromHours(24);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<TokenKey, HeldToken> _held = new();

    /// <summary>The token of a pod for an audience (empty: the API's).</summary>
    /// <exception cref="VolumeException">The control plane refuses one.</exception>
    /// <exception cref="IOException">The control plane cannot be reached, and there is none that still holds.</exception>
    public async ValueTask<PodToken> GetAsync(Pod pod, string audience, long? expirationSeconds, CancellationToken cancellationToken)
    {
        var key = new TokenKey(pod.Uid(), audience, expirationSeconds);
        var now = time.GetUtcNow();
        var held = _held.GetValueOrDefault(key);
        if (held is not null && now < held.Token.RefreshAt)
        {
            return held.Token;
        }

        try
        {
            var made = await RequestAsync(pod, audience, expirationSeconds, now, cancellationToken);
            _held[key] = made;
            return made.Token;
        }
        catch (Exception e) when (e is KubeException or HttpRequestException && held is not null && now < held.Ends)
        {
            Log.NotRefreshed(logger, pod.Metadata.Namespace, pod.Metadata.Name, e.Message);
            return held.Token with { RefreshAt = now + RetryAfter };
        }
        catch (KubeException e)
        {
            throw new VolumeException($"failed to fetch token: {e.Message}");
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"failed to fetch token: {e.Message}", e);
        }
    }

    /// <summary>The pod is gone.</summary>
    public void Release(string podUid)
    {
        foreach (var key in _held.Keys)
        {
            if (key.PodUid == podUid)
            {
                _held.TryRemove(key, out _);
            }
        }
    }

    private async Task<HeldToken> RequestAsync(Pod pod, string audience, long? expirationSeconds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var account = pod.Spec.ServiceAccountName is { Length: > 0 } name ? name : "default";
        var spec = new TokenRequestSpec
        {
            Audiences = audience.Length > 0 ? [audience] : [],
            ExpirationSeconds = expirationSeconds,
            BoundObjectRef = new() { Kind = "Pod", ApiVersion = "v1", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
        };
        var made = await client.CreateTokenAsync(pod.Metadata.Namespace ?? "", account, spec, cancellationToken);

        // counted from here, so that a clock which differs from the server's changes nothing
        var life = TimeSpan.FromSeconds(made.Spec.ExpirationSeconds ?? 0);
        var use = life * UsedPartOfLife < LongestUse ? life * UsedPartOfLife : LongestUse;
        return new HeldToken(new PodToken(made.Status.Token, now + use), now + life);
    }

    private readonly record struct TokenKey(string PodUid, string Audience, long? ExpirationSeconds);

    private sealed record HeldToken(PodToken Token, DateTimeOffset Ends);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Namespace}/{Pod} keeps its token for now: {Problem}")]
        public static partial void NotRefreshed(ILogger logger, string? @namespace, string? pod, string problem);
    }
}
