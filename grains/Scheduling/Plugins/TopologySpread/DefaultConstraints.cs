using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Reading;

namespace Orchestrator.Grains.Scheduling.Plugins.TopologySpread;

/// <summary>
/// The constraints of pods that have none (<c>PodTopologySpreadArgs</c>): the profile's list, or softly over nodes and zones. They count the pods of the pod's services and
/// workload; a pod that belongs to neither has none.
/// </summary>
internal sealed class DefaultConstraints
{
    private static readonly TopologySpreadConstraint[] System =
    [
        new() { TopologyKey = "kubernetes.io/hostname", WhenUnsatisfiable = "ScheduleAnyway", MaxSkew = 3 },
        new() { TopologyKey = "topology.kubernetes.io/zone", WhenUnsatisfiable = "ScheduleAnyway", MaxSkew = 5 },
    ];

    private const int MaxKnown = 4096;
    private readonly TopologySpreadConstraint[] _constraints;
    private readonly bool _isSystem;
    private readonly OwningSelectors? _selectors;
    private readonly Dictionary<(string Namespace, LabelSelector Selector), SpreadConstraint[]> _known = [];

    /// <summary>With a profile's arguments.</summary>
    public DefaultConstraints(PluginContext context)
    {
        var listed = context.Args is { } args && args.TryGetProperty("defaultingType", out var type) && type.GetString() == "List";
        _isSystem = !listed;
        _constraints = !listed ? System
            : context.Args!.Value.TryGetProperty("defaultConstraints", out var list)
                ? [.. list.EnumerateArray().Select(c => JsonModel.Read<TopologySpreadConstraint>(global::System.Text.Encoding.UTF8.GetBytes(c.GetRawText())))]
                : [];
        _selectors = _constraints.Length == 0 ? null : new OwningSelectors(context.Replica, context.Lifetime);
    }

    /// <summary>The pod's default constraints. The same instance for pods of the same selector.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="system">Whether they are those that nobody asked for: then a node that lacks the label of one is still considered for the other.</param>
    public SpreadConstraint[] Of(PodInfo pod, out bool system)
    {
        system = _isSystem;
        if (_selectors?.Of(pod) is not { } selector)
        {
            return [];
        }

        var key = (pod.Key.Namespace, selector);
        if (!_known.TryGetValue(key, out var constraints))
        {
            if (_known.Count == MaxKnown)
            {
                _known.Clear();
            }

            var pods = new PodSelector([pod.Key.Namespace], null, selector, skipTerminating: true);
            constraints = Array.ConvertAll(_constraints, c => RelationsReader.Constraint(c, pod.Key.Namespace, null) with { Pods = pods });
            _known.Add(key, constraints);
        }

        return constraints;
    }
}
