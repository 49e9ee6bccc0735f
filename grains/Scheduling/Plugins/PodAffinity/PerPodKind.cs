using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.PodAffinity;

/// <summary>
/// What was made for pods with the same relations and traits. It holds as long as the carried terms that mean such pods are the same.
/// </summary>
internal sealed class PerPodKind<T>(PodBook book, Func<PodInfo, TermCarrier[], T?> make)
    where T : class, IDisposable
{
    private const int MaxKnown = 1024;
    private readonly Dictionary<(PodRelations, PodTraits), Entry> _known = [];

    /// <summary>What there is for a pod; null when it needs none.</summary>
    public T? Of(PodInfo pod)
    {
        var key = (pod.Relations, pod.Traits);
        var known = _known.TryGetValue(key, out var entry);
        if (known && entry.Version == book.Carriers.Version)
        {
            return entry.Made;
        }

        var carriers = book.Carriers.Meaning(pod.Traits);
        if (!known || !entry.Carriers.AsSpan().SequenceEqual(carriers))
        {
            entry.Made?.Dispose();
            Shrink();
            entry = new Entry(make(pod, carriers), carriers, 0);
        }

        _known[key] = entry with { Version = book.Carriers.Version };
        return entry.Made;
    }

    private void Shrink()
    {
        if (_known.Count >= MaxKnown)
        {
            foreach (var entry in _known.Values)
            {
                entry.Made?.Dispose();
            }

            _known.Clear();
        }
    }

    private readonly record struct Entry(T? Made, TermCarrier[] Carriers, int Version);
}
