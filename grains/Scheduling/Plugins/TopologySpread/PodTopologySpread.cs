using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.TopologySpread;

/// <summary>
/// Topology spread constraints: those that must hold filter, the others score. A pod without any gets the profile's default ones, by default a soft spread over nodes and zones
/// of the pods of its service and workload. Pods are counted as they come and go (<see cref="PodBook"/>).
/// </summary>
internal sealed class PodTopologySpread : IFilterPlugin, IScorePlugin, IQueueingHints
{
    private const int MaxKnown = 1024;
    private readonly PodBook _book;
    private readonly DefaultConstraints _defaults;
    private readonly Dictionary<(SpreadConstraint[], PodRequirements, bool), SpreadTallies> _tallies = [];
    private readonly SpreadFilter _filter = new();
    private readonly SpreadScorer _scorer = new();

    /// <summary>With a profile's arguments.</summary>
    public PodTopologySpread(PluginContext context)
    {
        _book = PodBook.Of(context);
        _defaults = new DefaultConstraints(context);
    }

    public string Name => "PodTopologySpread";

    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeChanged | ClusterEventKinds.NodeRemoved),
        new(ClusterEventKinds.PodPlaced | ClusterEventKinds.PodRemoved | ClusterEventKinds.PodUpdated, static (pod, change) => change.Pod is null || Counts(pod, change.Pod)),
    ];

    /// <inheritdoc/>
    public PreFilterResult PreFilter(SchedulingCycle cycle)
    {
        _book.Update();
        var constraints = Constraints(cycle.Pod, out _);
        if (!Array.Exists(constraints, c => c.Hard))
        {
            return PreFilterResult.Skip;
        }

        _filter.Begin(cycle.Pod, Tallies(constraints, cycle.Pod.Requirements, hard: true, systemDefaults: false), _book.Namespaces);
        return PreFilterResult.Ask(_filter);
    }

    /// <inheritdoc/>
    public IPodScorer? PreScore(SchedulingCycle cycle)
    {
        _book.Update();
        var constraints = Constraints(cycle.Pod, out var systemDefaults);
        if (Array.TrueForAll(constraints, c => c.Hard))
        {
            return null;
        }

        _scorer.Set(Tallies(constraints, cycle.Pod.Requirements, hard: false, systemDefaults), requiresAll: !systemDefaults);
        return _scorer;
    }

    private static bool Counts(PodInfo waiting, PodInfo changed) => Array.Exists(waiting.Relations.Spread, c => c.Hard && c.Pods.MatchesLabels(changed.Traits));

    private SpreadConstraint[] Constraints(PodInfo pod, out bool systemDefaults)
    {
        systemDefaults = false;
        return pod.Relations.Spread.Length > 0 ? pod.Relations.Spread : _defaults.Of(pod, out systemDefaults);
    }

    private SpreadTallies Tallies(SpreadConstraint[] constraints, PodRequirements pod, bool hard, bool systemDefaults)
    {
        var key = (constraints, pod, hard);
        if (!_tallies.TryGetValue(key, out var tallies))
        {
            if (_tallies.Count == MaxKnown)
            {
                foreach (var old in _tallies.Values)
                {
                    old.Dispose();
                }

                _tallies.Clear();
            }

            tallies = new SpreadTallies(_book, Array.FindAll(constraints, c => c.Hard == hard), pod, requiresAll: !systemDefaults);
            _tallies.Add(key, tallies);
        }

        tallies.Update();
        return tallies;
    }
}
