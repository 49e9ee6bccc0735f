using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Events;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// Runs pods as containers: a worker for each pod, which the runtime's events wake. When events may have been missed, and once a minute, everything is
/// listed and the workers of what has changed are woken (kubelet: PLEG).
/// </summary>
internal sealed partial class ContainerPodRuntime(PodServices services) : IPodRuntime
{
    private static readonly TimeSpan RelistInterval = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (PodWorker Worker, Task Running)> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fingerprints = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _relisting = new(1, 1);
    private volatile bool _synchronized;
    private bool _disposed;
    private Task _watching = Task.CompletedTask;
    private Task _ticking = Task.CompletedTask;

    public async Task<RuntimeFacts> StartAsync(CancellationToken cancellationToken)
    {
        var description = await services.Runtime.StartAsync(cancellationToken);
        foreach (var pod in services.Checkpoints.Load())
        {
            Assign(pod);
        }

        _watching = Task.Run(WatchAsync, CancellationToken.None);
        _ticking = Task.Run(TickAsync, CancellationToken.None);
        return new RuntimeFacts($"{services.Runtime.Name}://{description.Version}", description);
    }

    public void Assign(Pod pod)
    {
        services.Config.Use(pod);
        lock (_gate)
        {
            if (_workers.TryGetValue(pod.Uid(), out var known))
            {
                known.Worker.Update(pod);
                return;
            }

            var others = _workers.Values.Where(static w => !w.Worker.IsUnassigned && !w.Worker.Status.IsTerminal()).Select(static w => w.Worker.Pod);

            // What was started before is not turned away now.
            var rejection = pod.Status.StartTime is null && !pod.IsTerminating() ? PodAdmission.Check(pod, others) : null;
            Start(pod, rejection);
        }
    }

    public void Unassign(string uid)
    {
        if (_workers.TryGetValue(uid, out var known))
        {
            known.Worker.Unassign();
        }
    }

    public void Synchronized(IReadOnlySet<string> uids)
    {
        _synchronized = true;
        foreach (var (uid, known) in _workers)
        {
            if (!uids.Contains(uid))
            {
                known.Worker.Unassign();
            }
        }

        // What runs without a worker is found by listing.
        _ = RelistAsync();
    }

    public void Refresh(string? namespaceName)
    {
        foreach (var known in _workers.Values)
        {
            if (namespaceName is null || known.Worker.Pod.Metadata.Namespace == namespaceName)
            {
                known.Worker.Wake();
            }
        }
    }

    public async Task CopyLogAsync(PodLogRequest request, Stream target, CancellationToken cancellationToken)
    {
        if (!_workers.TryGetValue(request.PodUid, out var known))
        {
            throw new PodLogException(404, $"pod {request.PodUid} is not on this node");
        }

        var pod = known.Worker.Pod.Metadata.Name;
        var state = await services.Runtime.GetPodAsync(request.PodUid, cancellationToken);
        var latest = state.Latest(request.Container);
        if (request.Previous)
        {
            // kubelet: while the restart is pending, the one that ended is still the latest.
            var waits = known.Worker.Status.ContainerStatuses?.Find(s => s.Name == request.Container)?.State.Waiting is not null;
            latest = waits && latest?.State == RuntimeContainerState.Exited ? latest : state.Previous(request.Container);
            if (latest is null)
            {
                throw new PodLogException(400, $"previous terminated container \"{request.Container}\" in pod \"{pod}\" not found");
            }
        }

        if (latest is null || latest.State == RuntimeContainerState.Created)
        {
            var status = known.Worker.Status;
            var waiting = (status.ContainerStatuses ?? []).Concat(status.InitContainerStatuses ?? []).FirstOrDefault(s => s.Name == request.Container)?.State.Waiting;
            var why = waiting?.Reason is "ErrImagePull" or "ImagePullBackOff" or "ErrImageNeverPull"
                ? $"trying and failing to pull image"
                : $"waiting to start: {waiting?.Reason ?? "ContainerCreating"}";
            throw new PodLogException(400, $"container \"{request.Container}\" in pod \"{pod}\" is {why}");
        }

        await services.Runtime.CopyLogAsync(latest.Id, request.Options, target, cancellationToken);
    }

    /// <summary>Stops the workers; containers go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_workers.Values.Select(static w => w.Running).Append(_watching).Append(_ticking));
        await services.Runtime.DisposeAsync();
        _stopping.Dispose();
    }

    private PodWorker Start(Pod pod, WaitingReason? rejection)
    {
        var worker = new PodWorker(services, pod, rejection, EndedAsync);
        _workers[pod.Uid()] = (worker, Task.Run(() => worker.RunAsync(_stopping.Token), CancellationToken.None));
        return worker;
    }

    private Task EndedAsync(PodWorker worker)
    {
        if (worker.IsUnassigned)
        {
            var uid = worker.Pod.Uid();
            _workers.TryRemove(uid, out _);
            services.Config.Release(uid);
            services.Events.Forget(uid);
        }

        return Task.CompletedTask;
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var uid in services.Runtime.WatchAsync(_stopping.Token))
            {
                if (uid is null)
                {
                    await RelistAsync();
                }
                else if (_workers.TryGetValue(uid, out var known))
                {
                    known.Worker.Wake();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(RelistInterval, services.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await RelistAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task RelistAsync()
    {
        try
        {
            await _relisting.WaitAsync(_stopping.Token);
            try
            {
                Compare(await services.Runtime.ListPodsAsync(_stopping.Token));
            }
            finally
            {
                _relisting.Release();
            }
        }
        catch (ContainerRuntimeException e)
        {
            Log.ListFailed(services.Logger, e.Message);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private void Compare(IReadOnlyList<PodOnRuntime> pods)
    {
        var gone = _fingerprints.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            gone.Remove(pod.Uid);
            if (_workers.TryGetValue(pod.Uid, out var known))
            {
                if (_fingerprints.GetValueOrDefault(pod.Uid) != pod.Fingerprint)
                {
                    _fingerprints[pod.Uid] = pod.Fingerprint;
                    known.Worker.Wake();
                }
            }
            else if (_synchronized && pod.Uid.Length > 0)
            {
                RemoveOrphan(pod);
            }
        }

        foreach (var uid in gone)
        {
            _fingerprints.Remove(uid);
            if (_workers.TryGetValue(uid, out var known))
            {
                known.Worker.Wake();
            }
        }
    }

    // Its object is gone: a worker that knows no more than its name takes everything away.
    private void RemoveOrphan(PodOnRuntime orphan)
    {
        lock (_gate)
        {
            if (!_workers.ContainsKey(orphan.Uid))
            {
                Log.Orphan(services.Logger, orphan.Namespace, orphan.Name, orphan.Uid);
                Start(new Pod { Metadata = new() { Namespace = orphan.Namespace, Name = orphan.Name, Uid = orphan.Uid } }, null).Unassign();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The containers of this node cannot be listed: {Problem}")]
        public static partial void ListFailed(ILogger logger, string problem);

        [LoggerMessage(2, LogLevel.Information, "Removing what is left of pod {Namespace}/{Name} ({Uid}), whose object is gone")]
        public static partial void Orphan(ILogger logger, string @namespace, string name, string uid);
    }
}
