using System.Collections.Concurrent;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>Config maps and secrets that a test puts in.</summary>
internal sealed class TestConfigSource : IConfigSource
{
    public ConcurrentDictionary<string, ConfigMap> ConfigMaps { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, Secret> Secrets { get; } = new(StringComparer.Ordinal);

    public ValueTask<ConfigMap?> ConfigMapAsync(string namespaceName, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ConfigMaps.GetValueOrDefault(name));

    public ValueTask<Secret?> SecretAsync(string namespaceName, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Secrets.GetValueOrDefault(name));

    public ConcurrentDictionary<string, PersistentVolumeClaim> Claims { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, PersistentVolume> Volumes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the control plane does not answer.</summary>
    public bool IsAway { get; set; }

    public ValueTask<PersistentVolumeClaim?> ClaimAsync(string namespaceName, string name, CancellationToken cancellationToken) =>
        IsAway ? throw new IOException("the control plane does not answer") : ValueTask.FromResult(Claims.GetValueOrDefault(name));

    public ValueTask<PersistentVolume?> VolumeAsync(string name, CancellationToken cancellationToken) =>
        IsAway ? throw new IOException("the control plane does not answer") : ValueTask.FromResult(Volumes.GetValueOrDefault(name));

    /// <summary>The token of every pod.</summary>
    public PodToken Token { get; set; } = new("token", DateTimeOffset.MaxValue);

    public ValueTask<PodToken> TokenAsync(Pod pod, string? audience, long? expirationSeconds, CancellationToken cancellationToken) => ValueTask.FromResult(Token);

    public void Release(string podUid)
    {
    }

    public void Use(Pod pod)
    {
    }
}
