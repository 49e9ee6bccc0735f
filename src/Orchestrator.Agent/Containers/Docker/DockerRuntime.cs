using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>Pods as Docker containers: a sandbox is a pause container whose namespaces the pod's containers join.</summary>
internal sealed class DockerRuntime : IContainerRuntime
{
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);
    private readonly DockerRuntimeOptions _options;
    private readonly DockerClient _docker;
    private readonly ClusterNetwork _network;
    private readonly DockerPods _pods;
    private readonly DockerSandboxes _sandboxes;

    public DockerRuntime(DockerRuntimeOptions options)
    {
        _options = options;
        _docker = new DockerClient(options.Socket);
        _network = new ClusterNetwork(_docker, options.ClusterId, options.PodCidr);
        _pods = new DockerPods(_docker, options);
        _sandboxes = new DockerSandboxes(_docker, options, _network);
    }

    public string Name => "docker";

    public Task<RuntimeDescription> StartAsync(CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var info = await _docker.Daemon.InfoAsync(cancellationToken);
        await PauseImage.EnsureAsync(_docker, cancellationToken);
        var range = await _network.EnsureAsync(cancellationToken);
        return new RuntimeDescription(info.ServerVersion, info.OperatingSystem, info.KernelVersion, info.DockerRootDir, range);
    });

    /// <summary>Finds out whether the daemon answers.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await _docker.Daemon.PingAsync(cancellationToken);
        return true;
    });

    public Task<IReadOnlyList<PodOnRuntime>> ListPodsAsync(CancellationToken cancellationToken) => CallAsync(() => _pods.ListAsync(cancellationToken));

    public Task<RuntimePodState> GetPodAsync(string podUid, CancellationToken cancellationToken) => CallAsync(() => _pods.GetAsync(podUid, cancellationToken));

    public Task<RuntimeImage?> FindImageAsync(string image, CancellationToken cancellationToken) => CallAsync(async () =>
        await _docker.Images.InspectAsync(image, cancellationToken) is { } found
            ? new RuntimeImage(found.Id, found.RepoDigests is [var digest, ..] ? $"docker-pullable://{digest}" : $"docker://{found.Id}", found.Config?.User)
            : null);

    public Task PullImageAsync(string image, RegistryCredentials? credentials, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await _docker.Images.PullAsync(image, credentials is null ? null : RegistryAuth.Header(credentials), cancellationToken);
        return true;
    });

    public Task<string> RunSandboxAsync(SandboxSpec spec, CancellationToken cancellationToken) => CallAsync(() => _sandboxes.RunAsync(spec, cancellationToken));

    public Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken) => CallAsync(() =>
    {
        var name = DockerContainerConfig.ContainerName(spec.Name, spec.Pod, spec.Attempt);
        return _sandboxes.CreateAsync(name, DockerContainerConfig.Of(_options, spec, _sandboxes.OomScore(spec.Limits.OomScoreAdjustment)), cancellationToken);
    });

    public Task StartContainerAsync(string id, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await _docker.Containers.StartAsync(id, cancellationToken);
        return true;
    });

    public Task StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        try
        {
            var details = await _docker.Containers.InspectAsync(id, cancellationToken);
            await _docker.Containers.KillAsync(id, details.Config.StopSignal is { Length: > 0 } signal ? signal : "SIGTERM", cancellationToken);
            if (!await ExitsWithinAsync(id, grace, cancellationToken))
            {
                await _docker.Containers.KillAsync(id, "SIGKILL", cancellationToken);
                await _docker.Containers.WaitAsync(id, cancellationToken);
            }

            return true;
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            return false;
        }
    });

    public Task StopSandboxAsync(string id, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        // The pause program has nothing to put in order.
        await _docker.Containers.KillAsync(id, "SIGKILL", cancellationToken);
        return true;
    });

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await _docker.Containers.RemoveAsync(id, cancellationToken);
        _pods.Forget(id);
        return true;
    });

    public Task RemovePodResourcesAsync(string podUid, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var volumes = await _docker.Volumes.ListAsync(
            cancellationToken, DockerLabels.Filter(DockerLabels.Cluster, _options.ClusterId), DockerLabels.Filter(DockerLabels.PodUid, podUid));
        foreach (var volume in volumes)
        {
            await _docker.Volumes.RemoveAsync(volume.Name, cancellationToken);
        }

        return true;
    });

    public Task<string> EnsureMemoryVolumeAsync(string podUid, string name, long? sizeLimit, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var config = new VolumeConfig
        {
            Name = $"orchestrator_{podUid}_{name}",
            DriverOpts = new() { ["type"] = "tmpfs", ["device"] = "tmpfs", ["o"] = sizeLimit is { } size ? $"mode=1777,size={size}" : "mode=1777" },
            Labels = new(DockerLabels.OfCluster(_options.ClusterId)) { [DockerLabels.PodUid] = podUid },
        };
        return (await _docker.Volumes.CreateAsync(config, cancellationToken)).Name;
    });

    public Task<CommandResult> ExecAsync(string id, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var result = await _docker.Exec.RunAsync(id, command, limit.Token);
            return new CommandResult(result.ExitCode, result.Output);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ContainerRuntimeException($"command timed out after {timeout}", unreachable: false, e);
        }
    });

    public Task CopyLogAsync(string id, LogOptions options, Stream target, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        var tty = (await _docker.Containers.InspectAsync(id, cancellationToken)).Config.Tty;
        var query = new LogQuery
        {
            Stdout = options.Stream is not "Stderr",
            Stderr = options.Stream is not "Stdout",
            Follow = options.Follow,
            Timestamps = options.Timestamps,
            Tail = options.TailLines,
            Since = options.Since,
        };
        using var response = await _docker.Containers.LogsAsync(id, query, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var limited = new LimitedStream(target, options.LimitBytes ?? long.MaxValue);
        await (tty ? MultiplexedStream.CopyRawAsync(stream, limited, cancellationToken) : MultiplexedStream.CopyAsync(stream, limited, cancellationToken));
        return true;
    });

    public async IAsyncEnumerable<string?> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var label = DockerLabels.Filter(DockerLabels.Cluster, _options.ClusterId);
        while (!cancellationToken.IsCancellationRequested)
        {
            // The subscription stands before the listing that the null asks for, so nothing falls in between.
            var events = _docker.Daemon.EventsAsync(label, static () => { }, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                var next = events.MoveNextAsync();
                yield return null;
                while (await MovedAsync(next, cancellationToken))
                {
                    var labels = events.Current.Actor.Attributes;
                    if (labels.GetValueOrDefault(DockerLabels.Node) == _options.NodeName && labels.GetValueOrDefault(DockerLabels.PodUid) is { } uid)
                    {
                        yield return uid;
                    }

                    next = events.MoveNextAsync();
                }
            }
            finally
            {
                await events.DisposeAsync();
            }

            await Task.Delay(ReconnectDelay, cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _docker.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> ExitsWithinAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(grace);
        try
        {
            await _docker.Containers.WaitAsync(id, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    // A daemon that goes away ends the events; the next round finds it when it is back.
    private static async Task<bool> MovedAsync(ValueTask<bool> next, CancellationToken cancellationToken)
    {
        try
        {
            return await next;
        }
        catch (Exception e) when (e is DockerException or IOException or HttpRequestException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (DockerException e)
        {
            throw new ContainerRuntimeException(e.Message, e.IsUnreachable, e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException)
        {
            throw new ContainerRuntimeException($"the Docker daemon's reply broke off: {e.Message}", unreachable: true, e);
        }
    }
}
