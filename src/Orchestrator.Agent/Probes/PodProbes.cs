using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Probes;

/// <summary>The probes of a pod's running containers. One pod's worker uses it alone.</summary>
internal sealed class PodProbes(PodServices services, Action changed) : IDisposable
{
    private readonly Dictionary<string, ContainerProber> _probers = new(StringComparer.Ordinal);

    /// <summary>The containers that are to be restarted, by id, with the words for the event.</summary>
    public Dictionary<string, string> Unhealthy() =>
        _probers.Where(static p => p.Value.Unhealthy is not null).ToDictionary(static p => p.Key, static p => p.Value.Unhealthy!, StringComparer.Ordinal);

    /// <summary>Starts probing what has begun to run and stops probing what has ended.</summary>
    public void Follow(Pod pod, RuntimePodState state)
    {
        var address = pod.UsesHostNetwork() ? services.Node.Addresses[0] : state.ReadySandbox?.Addresses.FirstOrDefault() ?? "";
        var ended = _probers.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var container in pod.AllContainers())
        {
            if (ContainerProber.IsNeeded(container) && state.Latest(container.Name) is { State: RuntimeContainerState.Running, StartedAt: not null } running && !ended.Remove(running.Id))
            {
                _probers[running.Id] = new ContainerProber(services, pod, container, running, address, changed);
            }
        }

        foreach (var id in ended)
        {
            _probers.Remove(id, out var prober);
            prober!.Dispose();
        }
    }

    /// <summary>Whether a running container has started and is ready.</summary>
    public (bool Started, bool Ready) Health(Container container, RuntimeContainer running) =>
        _probers.TryGetValue(running.Id, out var prober) ? (prober.IsStarted, prober.IsReady) : (!ContainerProber.IsNeeded(container), !ContainerProber.IsNeeded(container));

    public void Dispose()
    {
        foreach (var prober in _probers.Values)
        {
            prober.Dispose();
        }

        _probers.Clear();
    }
}
