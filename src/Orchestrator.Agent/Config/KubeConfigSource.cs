using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Agent.Config;

/// <summary>Config maps, secrets and tokens from the API: each object that a pod of this node refers to is watched, as long as such a pod is here.</summary>
internal sealed partial class KubeConfigSource(KubeClient client, ILogger logger, TimeProvider time) : IConfigSource, IAsyncDisposable
{
    private readonly ConcurrentDictionary<(Type Kind, string Namespace, string Name), IFollower> _followed = new();
    private readonly ConcurrentDictionary<string, HashSet<(Type, string, string)>> _used = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly PodTokens _tokens = new(client, time, logger);

    /// <summary>An object changed; the argument is its namespace.</summary>
    public Action<string>? Changed { get; set; }

    public async ValueTask<ConfigMap?> ConfigMapAsync(string namespaceName, string name, CancellationToken cancellationToken) =>
        await Follow<ConfigMap>(namespaceName, name).GetAsync(cancellationToken);

    public async ValueTask<Secret?> SecretAsync(string namespaceName, string name, CancellationToken cancellationToken) =>
        await Follow<Secret>(namespaceName, name).GetAsync(cancellationToken);

    public ValueTask<PersistentVolumeClaim?> ClaimAsync(string namespaceName, string name, CancellationToken cancellationToken) =>
        GetAsync<PersistentVolumeClaim>(namespaceName, name, cancellationToken);

    public ValueTask<PersistentVolume?> VolumeAsync(string name, CancellationToken cancellationToken) => GetAsync<PersistentVolume>("", name, cancellationToken);

    public ValueTask<PodToken> TokenAsync(Pod pod, string? audience, long? expirationSeconds, CancellationToken cancellationToken) =>
        _tokens.GetAsync(pod, audience ?? "", expirationSeconds, cancellationToken);

    public void Use(Pod pod)
    {
        var ns = pod.Metadata.Namespace ?? "";
        var used = new HashSet<(Type, string, string)>();
        foreach (var (kind, name) in PodReferences.Of(pod))
        {
            used.Add((kind, ns, name));
        }

        _used[pod.Uid()] = used;
    }

    public void Release(string podUid)
    {
        _tokens.Release(podUid);
        lock (_gate)
        {
            if (!_used.TryRemove(podUid, out var used))
            {
                return;
            }

            foreach (var key in used)
            {
                if (!_used.Values.Any(u => u.Contains(key)) && _followed.TryRemove(key, out var follower))
                {
                    follower.Stop();
                }
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var follower in _followed.Values)
        {
            follower.Stop();
        }

        return ValueTask.CompletedTask;
    }

    // Asked for once for each pod: a claim that is bound stays with its volume. (A node may get these, but not watch them.)
    private async ValueTask<T?> GetAsync<T>(string namespaceName, string name, CancellationToken cancellationToken)
        where T : class, Api.Objects.IKubeObject, IJsonModel<T>, new()
    {
        try
        {
            return await client.TryGetAsync<T>(namespaceName, name, cancellationToken);
        }
        catch (Exception e) when (e is KubeException or HttpRequestException)
        {
            throw new IOException(e.Message, e);
        }
    }

    private Follower<T> Follow<T>(string namespaceName, string name)
        where T : class, Api.Objects.IKubeObject, IJsonModel<T>, new()
    {
        lock (_gate)
        {
            return (Follower<T>)_followed.GetOrAdd((typeof(T), namespaceName, name), key => new Follower<T>(client, key.Namespace, key.Name, ns => Changed?.Invoke(ns), logger));
        }
    }

    private interface IFollower
    {
        void Stop();
    }

    private sealed partial class Follower<T> : IFollower
        where T : class, Api.Objects.IKubeObject, IJsonModel<T>, new()
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
        private readonly CancellationTokenSource _stopping = new();
        private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile T? _value;

        public Follower(KubeClient client, string namespaceName, string name, Action<string> changed, ILogger logger) =>
            _ = Task.Run(() => RunAsync(client, namespaceName, name, changed, logger), CancellationToken.None);

        /// <exception cref="IOException">Nothing is known yet: the control plane does not answer.</exception>
        public async ValueTask<T?> GetAsync(CancellationToken cancellationToken)
        {
            try
            {
                await _known.Task.WaitAsync(Patience, cancellationToken);
                return _value;
            }
            catch (TimeoutException e)
            {
                throw new IOException("the control plane does not answer", e);
            }
        }

        public void Stop() => _stopping.Cancel();

        private async Task RunAsync(KubeClient client, string namespaceName, string name, Action<string> changed, ILogger logger)
        {
            while (!_stopping.IsCancellationRequested)
            {
                try
                {
                    await foreach (var e in client.WatchAsync<T>(namespaceName, new() { FieldSelector = $"metadata.name={name}" }, _stopping.Token))
                    {
                        Apply(e);
                        if (_known.Task.IsCompleted)
                        {
                            changed(namespaceName);
                        }
                    }
                }
                catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception e) when (e is KubeException or JsonException or JsonDecodeException or HttpRequestException)
                {
                    Log.Broken(logger, namespaceName, name, e.Message);
                    await Task.Delay(Patience, CancellationToken.None);
                }
            }
        }

        private void Apply(WatchEvent<T> e)
        {
            switch (e.Type)
            {
                case WatchEventType.Added or WatchEventType.Modified:
                    _value = e.Object;
                    break;
                case WatchEventType.Deleted or WatchEventType.Reset:
                    _value = null;
                    break;
                default:
                    _known.TrySetResult();
                    break;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Namespace}/{Name} cannot be watched: {Problem}")]
        public static partial void Broken(ILogger logger, string @namespace, string name, string problem);
    }
}
