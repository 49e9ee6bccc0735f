using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Environment;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Probes;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// One turn of a pod's worker (kubelet: SyncPod):
/// 1. see what the runtime has, 2. volumes, 3. sandbox, 4. stop what must not run, 5. start what shall run, 6. report.
/// </summary>
internal sealed class PodSync
{
    private static readonly TimeSpan RetryVolumes = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetrySandbox = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetrySandboxLimit = TimeSpan.FromSeconds(32);
    private const string Sandbox = "POD";
    private readonly PodServices _services;
    private readonly ContainerStarter _starter;
    private readonly PodTermination _termination;
    private readonly TerminationMessages _messages;
    private readonly Backoff _restarts;
    private readonly Backoff _sandboxes;
    private readonly Dictionary<string, WaitingReason> _waiting = new(StringComparer.Ordinal);
    private readonly PodProbes _probes;
    private byte[] _reported = [];
    private WaitingReason? _failure;
    private DateTimeOffset _sandboxFailed;
    private TimeSpan? _refreshVolumes;

    public PodSync(PodServices services, Pod pod, WaitingReason? rejection, Action wake)
    {
        _services = services;
        _starter = new ContainerStarter(services);
        _termination = new PodTermination(services);
        _messages = new TerminationMessages(services);
        _restarts = new Backoff(services.Time, services.RestartDelay, services.RestartDelayLimit);
        _sandboxes = new Backoff(services.Time, RetrySandbox, RetrySandboxLimit);
        _probes = new PodProbes(services, wake);
        _failure = rejection;
        Status = pod.Status;
    }

    /// <summary>The latest status.</summary>
    public PodStatus Status { get; private set; }

    /// <summary>Makes one turn.</summary>
    /// <returns>When to look again although nothing has happened; null for never.</returns>
    /// <exception cref="ContainerRuntimeException">The runtime failed in a way that is not the pod's fault.</exception>
    public async Task<TimeSpan?> RunAsync(Pod pod, CancellationToken cancellationToken)
    {
        var state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken); // 1
        var deadline = CheckDeadline(pod);
        if (_failure is not null || Status.IsTerminal())
        {
            await EndAsync(pod, state, cancellationToken);
            return null;
        }

        if (await PrepareVolumesAsync(pod, state, cancellationToken) is not { } volumes) // 2
        {
            await ReportAsync(pod, state, cancellationToken);
            return RetryVolumes;
        }

        var next = Earliest(deadline, _refreshVolumes);
        var plan = PodPlan.Compute(pod, state, _probes.Unhealthy());
        if (plan.CreateSandbox) // 3
        {
            await ReportAsync(pod, state, cancellationToken);

            // What a failed try leaves behind and takes away are events of this pod, which must not begin the next try.
            if (_sandboxes.Left(Sandbox, _sandboxFailed) is var left && left > TimeSpan.Zero)
            {
                return left;
            }

            if (!await CreateSandboxAsync(pod, state, plan, volumes, cancellationToken))
            {
                _sandboxFailed = _services.Time.GetUtcNow();
                _sandboxes.Next(Sandbox, _sandboxFailed);
                return _sandboxes.Delay(Sandbox);
            }

            _sandboxes.Reset(Sandbox);

            state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken);
            plan = PodPlan.Compute(pod, state, _probes.Unhealthy());
        }

        foreach (var (container, why) in plan.Stop) // 4
        {
            await _termination.StopAsync(pod, container, why, cancellationToken);
            next = TimeSpan.Zero;
        }

        foreach (var container in plan.CreateSandbox ? [] : plan.Start) // 5
        {
            next = Earliest(next, await StartAsync(pod, container, state, volumes, cancellationToken));
        }

        state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken);
        await ReportAsync(pod, state, cancellationToken); // 6
        await RemoveOldAsync(state, cancellationToken);
        return Status.IsTerminal() ? TimeSpan.Zero : next;
    }

    /// <summary>Stops and removes everything of the pod.</summary>
    public async Task TerminateAsync(Pod pod, bool report, CancellationToken cancellationToken)
    {
        _probes.Dispose();
        var state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken);
        var grace = TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? pod.Spec.TerminationGracePeriodSeconds ?? 30);
        await _termination.StopAllAsync(pod, state, grace, cancellationToken);
        state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken);
        if (report)
        {
            await ReportAsync(pod, state, cancellationToken, terminating: true);
        }

        foreach (var container in state.Containers)
        {
            await _services.Runtime.RemoveAsync(container.Id, cancellationToken);
        }

        foreach (var sandbox in state.Sandboxes)
        {
            await _services.Runtime.RemoveAsync(sandbox.Id, cancellationToken);
        }

        await _services.Runtime.RemovePodResourcesAsync(pod.Uid(), cancellationToken);
        _services.Directories.Remove(pod.Uid());
    }

    private async Task<Dictionary<string, PreparedVolume>?> PrepareVolumesAsync(Pod pod, RuntimePodState state, CancellationToken cancellationToken)
    {
        EnvironmentBuilder.Facts Facts() => new(state.ReadySandbox?.Addresses ?? [], _services.Node.Addresses, _services.Node.Allocatable);
        try
        {
            var projections = new VolumeProjections(_services.Config, Facts);
            var volumes = await _services.Volumes.PrepareAsync(pod, projections, cancellationToken);
            _refreshVolumes = projections.RefreshAt == DateTimeOffset.MaxValue ? null : Later(projections.RefreshAt - _services.Time.GetUtcNow(), RetryVolumes);
            return volumes;
        }
        catch (VolumeException e)
        {
            _services.Events.Record(pod, null, EventRecorder.Warning, "FailedMount", e.Message);
            return null;
        }
    }

    private async Task<bool> CreateSandboxAsync(
        Pod pod, RuntimePodState state, PodPlan plan, Dictionary<string, PreparedVolume> volumes, CancellationToken cancellationToken)
    {
        if (plan.SandboxAttempt > 0 && state.Sandboxes.Count > 0)
        {
            _services.Events.Record(pod, null, EventRecorder.Normal, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }

        // Nothing of an old sandbox may run in it any more; and its port bindings must be free.
        foreach (var container in state.Containers.Where(static c => c.State == RuntimeContainerState.Running))
        {
            await _services.Runtime.StopContainerAsync(container.Id, TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30), cancellationToken);
        }

        try
        {
            await _services.Runtime.RunSandboxAsync(ContainerSpecs.Sandbox(pod, plan.SandboxAttempt, volumes), cancellationToken);
        }
        catch (ContainerRuntimeException e) when (!e.IsUnreachable)
        {
            _services.Events.Record(pod, null, EventRecorder.Warning, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {e.Message}");
            return false;
        }

        foreach (var old in state.Sandboxes)
        {
            await _services.Runtime.RemoveAsync(old.Id, cancellationToken);
        }

        return true;
    }

    // Starts a container unless its backoff is not over; returns when to look again.
    private async Task<TimeSpan?> StartAsync(
        Pod pod, Container container, RuntimePodState state, Dictionary<string, PreparedVolume> volumes, CancellationToken cancellationToken)
    {
        var last = state.Latest(container.Name);
        var failedAt = last is { State: RuntimeContainerState.Exited } ? last.FinishedAt ?? last.CreatedAt : (DateTimeOffset?)null;
        if (failedAt is { } ended)
        {
            if (_restarts.Left(container.Name, ended) is var left && left > TimeSpan.Zero)
            {
                var delay = PodStatusBuilder.Seconds(_restarts.Delay(container.Name));
                var name = $"{container.Name} in pod {pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Uid()})";
                _services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Warning, "BackOff", $"Back-off restarting failed container {name}");
                _waiting[container.Name] = new("CrashLoopBackOff", $"back-off {delay} restarting failed container={container.Name} pod={pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Uid()})");
                return left;
            }

            _restarts.Next(container.Name, ended);
        }

        try
        {
            await _starter.StartAsync(pod, container, state, volumes, cancellationToken);
            _waiting.Remove(container.Name);
            return null;
        }
        catch (ContainerStartException e)
        {
            _waiting[container.Name] = new(e.Reason, e.Message);
            return e.Reason switch
            {
                // It has ended, as the next look at it says; then the restart policy and its backoff count.
                "RunContainerError" or "PostStartHookError" => TimeSpan.Zero,
                "ErrImagePull" or "ImagePullBackOff" => Earliest(_starter.Images.RetryIn(container.Image ?? ""), RetryVolumes * 5),
                _ => RetryVolumes * 5,
            };
        }
    }

    // kubelet: activeDeadlineSeconds counts from the pod's start on the node.
    private TimeSpan? CheckDeadline(Pod pod)
    {
        if (pod.Spec.ActiveDeadlineSeconds is not { } seconds || Status.StartTime is not { } start)
        {
            return pod.Spec.ActiveDeadlineSeconds is { } all ? TimeSpan.FromSeconds(all) : null;
        }

        var left = start.AddSeconds(seconds) - _services.Time.GetUtcNow().UtcDateTime;
        if (left <= TimeSpan.Zero && !Status.IsTerminal())
        {
            const string Message = "Pod was active on the node longer than the specified deadline";
            _failure ??= new("DeadlineExceeded", Message);
            _services.Events.Record(pod, null, EventRecorder.Normal, "DeadlineExceeded", Message);
        }

        return left > TimeSpan.Zero ? left : null;
    }

    // A pod that has succeeded or failed: nothing of it may run; its containers stay for their logs until the object is deleted.
    private async Task EndAsync(Pod pod, RuntimePodState state, CancellationToken cancellationToken)
    {
        _probes.Dispose();
        if (await _termination.StopAllAsync(pod, state, TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30), cancellationToken))
        {
            state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken);
        }

        if (state.ReadySandbox is { } sandbox)
        {
            await _services.Runtime.StopSandboxAsync(sandbox.Id, cancellationToken);
            state = await _services.Runtime.GetPodAsync(pod.Uid(), cancellationToken);
        }

        await ReportAsync(pod, state, cancellationToken);
    }

    private async Task ReportAsync(Pod pod, RuntimePodState state, CancellationToken cancellationToken, bool terminating = false)
    {
        await _messages.CollectAsync(pod, state, cancellationToken);
        if (!terminating && _failure is null && !Status.IsTerminal())
        {
            _probes.Follow(pod, state);
        }

        Status = PodStatusBuilder.Build(pod, Status, new PodObservation
        {
            State = state,
            Waiting = _waiting,
            TerminationMessages = _messages.ByContainer,
            Health = _probes.Health,
            HostAddresses = _services.Node.Addresses,
            Now = _services.Time.GetUtcNow().UtcDateTime,
            Failure = _failure,
            Terminating = terminating,
        });
        var bytes = JsonModel.ToBytes(Status);
        if (!bytes.AsSpan().SequenceEqual(_reported))
        {
            _reported = bytes;
            _services.Checkpoints.Save(new Pod { Metadata = pod.Metadata, Spec = pod.Spec, Status = Status });
            _services.Status.Report(pod, Status);
        }
    }

    // kubelet keeps one dead container of each name, for its log (kubectl logs --previous).
    private async Task RemoveOldAsync(RuntimePodState state, CancellationToken cancellationToken)
    {
        foreach (var old in state.Containers.GroupBy(static c => c.Name, StringComparer.Ordinal).SelectMany(static g => g.Skip(2)))
        {
            await _services.Runtime.RemoveAsync(old.Id, cancellationToken);
            _messages.Forget(old.Id);
        }
    }

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan? Earliest(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null ? a : a < b ? a : b;
}
