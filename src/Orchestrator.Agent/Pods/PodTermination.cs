using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Events;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// Stops a pod's containers: preStop hook, stop signal, grace, SIGKILL. May be called again with what is left of the grace, or with less when a
/// second deletion shortened it; hooks run once. One pod's worker uses it alone.
/// </summary>
internal sealed class PodTermination(PodServices services)
{
    // kubelet: however little grace is given, a process may get its signal before it is killed.
    private static readonly TimeSpan MinimumGrace = TimeSpan.FromSeconds(1);
    private readonly HashSet<string> _announced = new(StringComparer.Ordinal);
    private DateTimeOffset? _deadline;

    /// <summary>Stops everything that runs; sidecars after the others, in reverse order.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="state">What the runtime has of it.</param>
    /// <param name="grace">How long from now on at most; the earliest of all deadlines given counts.</param>
    /// <param name="cancellationToken">Breaks off, to be called again.</param>
    /// <returns>Whether anything was running.</returns>
    public async Task<bool> StopAllAsync(Pod pod, RuntimePodState state, TimeSpan grace, CancellationToken cancellationToken)
    {
        var deadline = services.Time.GetUtcNow() + (grace > MinimumGrace ? grace : MinimumGrace);
        _deadline = _deadline < deadline ? _deadline : deadline;

        var running = state.Containers.Where(static c => c.State == RuntimeContainerState.Running).ToList();
        var sidecars = (pod.Spec.InitContainers ?? []).Where(static c => c.IsSidecar()).Select(static c => c.Name).ToList();
        await Task.WhenAll(running.Where(c => !sidecars.Contains(c.Name)).Select(c => StopAsync(pod, c, cancellationToken)));
        foreach (var name in Enumerable.Reverse(sidecars))
        {
            await Task.WhenAll(running.Where(c => c.Name == name).Select(c => StopAsync(pod, c, cancellationToken)));
        }

        return running.Count > 0;
    }

    /// <summary>Stops one container, which is to be started again.</summary>
    public async Task StopAsync(Pod pod, RuntimeContainer container, string why, CancellationToken cancellationToken)
    {
        var spec = pod.AllContainers().FirstOrDefault(c => c.Name == container.Name);
        services.Events.Record(pod, spec is null ? null : pod.FieldPath(spec), EventRecorder.Normal, "Killing", why);
        var grace = TimeSpan.FromSeconds(Math.Max(1, pod.Spec.TerminationGracePeriodSeconds ?? 30));
        await HookAndStopAsync(pod, spec, container, services.Time.GetUtcNow() + grace, cancellationToken);
    }

    private async Task StopAsync(Pod pod, RuntimeContainer container, CancellationToken cancellationToken)
    {
        var spec = pod.AllContainers().FirstOrDefault(c => c.Name == container.Name);
        var first = false;
        lock (_announced)
        {
            first = _announced.Add(container.Id);
        }

        if (first)
        {
            services.Events.Record(pod, spec is null ? null : pod.FieldPath(spec), EventRecorder.Normal, "Killing", $"Stopping container {container.Name}");
        }

        await HookAndStopAsync(pod, first ? spec : null, container, _deadline!.Value, cancellationToken);
    }

    private async Task HookAndStopAsync(Pod pod, Container? spec, RuntimeContainer container, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        if (spec?.Lifecycle?.PreStop is { } hook
            && await LifecycleHooks.RunAsync(services, pod, spec, hook, container.Id, Left(deadline), cancellationToken) is { } failure)
        {
            services.Events.Record(pod, pod.FieldPath(spec), EventRecorder.Warning, "FailedPreStopHook", $"PreStopHook failed: {failure}");
        }

        await services.Runtime.StopContainerAsync(container.Id, Left(deadline), cancellationToken);
    }

    private TimeSpan Left(DateTimeOffset deadline)
    {
        var left = deadline - services.Time.GetUtcNow();
        return left > MinimumGrace ? left : MinimumGrace;
    }
}
