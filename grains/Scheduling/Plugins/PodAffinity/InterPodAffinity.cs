using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.PodAffinity;

/// <summary>
/// Pod affinity and anti-affinity, required and preferred, of the new pod and of those already placed. What it must know of the cluster is counted as pods come and go
/// (<see cref="PodBook"/>), so that a pod costs a few array look-ups for each node.
/// </summary>
internal sealed class InterPodAffinity : IFilterPlugin, IScorePlugin, IQueueingHints
{
    private readonly PodBook _book;
    private readonly PerPodKind<AffinityFilter> _filters;
    private readonly PerPodKind<AffinityScorer> _scorers;

    /// <summary>With a profile's arguments.</summary>
    public InterPodAffinity(PluginContext context)
    {
        var args = InterPodAffinityArgs.Read(context.Args);
        var book = _book = PodBook.Of(context);
        _filters = new PerPodKind<AffinityFilter>(book, (pod, carriers) => AffinityFilter.Make(pod, book, carriers));
        _scorers = new PerPodKind<AffinityScorer>(book, (pod, carriers) => AffinityScorer.Make(pod, book, carriers, args));
    }

    public string Name => "InterPodAffinity";

    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeLabels),
        new(ClusterEventKinds.PodPlaced, static (pod, change) => change.Pod is null || AffinityHints.MayMeet(pod, change.Pod)),
        new(ClusterEventKinds.PodRemoved, static (pod, change) => change.Pod is null || AffinityHints.MayFree(pod, change.Pod)),
        new(ClusterEventKinds.PodUpdated),
        new(ClusterEventKinds.ObjectChanged) { Resource = KnownResources.Namespaces },
    ];

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        _book.Update();
        if (_filters.Of(cycle.Pod) is not { } filter)
        {
            return PreFilterResult.Skip;
        }

        filter.Begin();
        return PreFilterResult.Ask(filter);
    }

    /// <inheritdoc/>
    public IPodScorer? PreScore(SchedulingCycle cycle)
    {
        _book.Update();
        var scorer = _scorers.Of(cycle.Pod);
        scorer?.Begin();
        return scorer;
    }
}
