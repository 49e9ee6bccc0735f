using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Probes;

/// <summary>
/// Runs the probes of one running container (pkg/kubelet/prober): first the startup probe until it succeeds, then readiness and liveness, each at its own
/// pace. A container that fails its startup or liveness probe is reported once, to be restarted.
/// </summary>
internal sealed class ContainerProber : IDisposable
{
    private readonly PodServices _services;
    private readonly Pod _pod;
    private readonly Container _container;
    private readonly RuntimeContainer _running;
    private readonly string _address;
    private readonly Action _changed;
    private readonly CancellationTokenSource _stopping = new();

    public ContainerProber(PodServices services, Pod pod, Container container, RuntimeContainer running, string address, Action changed)
    {
        (_services, _pod, _container, _running, _address, _changed) = (services, pod, container, running, address, changed);
        IsStarted = container.StartupProbe is null;
        IsReady = container.ReadinessProbe is null;
        _ = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>The startup probe has succeeded, or there is none.</summary>
    public volatile bool IsStarted;

    /// <summary>The readiness probe succeeds, or there is none.</summary>
    public volatile bool IsReady;

    /// <summary>Why the container is to be restarted; null as long as it is healthy.</summary>
    public volatile string? Unhealthy;

    public static bool IsNeeded(Container container) => (container.StartupProbe ?? container.ReadinessProbe ?? container.LivenessProbe) is not null;

    public void Dispose() => _stopping.Cancel();

    private async Task RunAsync()
    {
        try
        {
            if (_container.StartupProbe is { } startup)
            {
                await LoopAsync(startup, "Startup", succeeded: () => IsStarted = true, failed: () => Fail("startup"), until: () => IsStarted || Unhealthy is not null);
            }

            await Task.WhenAll(
                _container.ReadinessProbe is { } readiness && Unhealthy is null
                    ? LoopAsync(readiness, "Readiness", () => IsReady = true, () => IsReady = false, static () => false)
                    : Task.CompletedTask,
                _container.LivenessProbe is { } liveness && Unhealthy is null
                    ? LoopAsync(liveness, "Liveness", static () => { }, () => Fail("liveness"), () => Unhealthy is not null)
                    : Task.CompletedTask);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private void Fail(string which) => Unhealthy = $"Container {_container.Name} failed {which} probe, will be restarted";

    // Probes again and again; a result counts when it came as often in a row as its threshold says.
    private async Task LoopAsync(Probe probe, string name, Action succeeded, Action failed, Func<bool> until)
    {
        var delay = _running.StartedAt!.Value.AddSeconds(probe.InitialDelaySeconds ?? 0) - _services.Time.GetUtcNow();
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, _services.Time, _stopping.Token);
        }

        var (inARow, lastGood) = (0, (bool?)null);
        while (!until())
        {
            if (await AttemptAsync(probe) is var (known, problem) && known)
            {
                var good = problem is null;
                if (problem is not null)
                {
                    _services.Events.Record(_pod, _pod.FieldPath(_container), EventRecorder.Warning, "Unhealthy", $"{name} probe failed: {problem}");
                }

                inARow = good == lastGood ? inARow + 1 : 1;
                lastGood = good;
                if (inARow == Math.Max(1, (good ? probe.SuccessThreshold : probe.FailureThreshold ?? 3) ?? 1))
                {
                    (good ? succeeded : failed)();
                    _changed();
                }
            }

            if (!until())
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(1, probe.PeriodSeconds ?? 10)), _services.Time, _stopping.Token);
            }
        }
    }

    // When the runtime is away, nothing is known about the container: no result.
    private async Task<(bool Known, string? Problem)> AttemptAsync(Probe probe)
    {
        try
        {
            return (true, await ProbeRunner.RunAsync(_services.Runtime, probe, _container, _running.Id, _address, _stopping.Token));
        }
        catch (ContainerRuntimeException)
        {
            return (false, null);
        }
    }
}
