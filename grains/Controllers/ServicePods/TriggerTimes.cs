using System.Collections.Concurrent;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>
/// Works out what the annotation <c>endpoints.kubernetes.io/last-change-trigger-time</c> says: when the oldest of the changes that a look takes in happened,
/// so that the time from there to the proxies can be measured. Kept in memory: after a start the first look counts as the service's creation.
/// </summary>
internal sealed class TriggerTimes
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "endpoints.kubernetes.io/last-change-trigger-time";

    private readonly ConcurrentDictionary<ObjectKey, Dictionary<string, DateTime>> _known = [];

    /// <summary>The time since the last call for this service; null when nothing that is new has a time.</summary>
    public DateTime? Next(ObjectKey key, Service service, IEnumerable<Pod> pods)
    {
        _known.TryGetValue(key, out var known);
        var times = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        DateTime? oldest = null;
        foreach (var pod in pods)
        {
            if (PodState.Condition(pod, "Ready")?.LastTransitionTime is not { } time)
            {
                continue;
            }

            times[pod.Metadata.Name!] = time;
            if (known is not null && (!known.TryGetValue(pod.Metadata.Name!, out var before) || time > before) && (oldest is null || time < oldest))
            {
                oldest = time;
            }
        }

        _known[key] = times;
        return known is null ? service.Metadata.CreationTimestamp : oldest;
    }

    /// <summary>The service is gone.</summary>
    public void Forget(ObjectKey key) => _known.TryRemove(key, out _);
}
