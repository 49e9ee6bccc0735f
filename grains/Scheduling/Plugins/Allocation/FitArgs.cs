using System.Text.Json;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary><c>NodeResourcesFitArgs</c>: the scoring strategy, its resources, and extended resources that are not looked at.</summary>
internal sealed class FitArgs
{
    private readonly WeightedResource[] _resources;
    private readonly IAllocationStrategy _strategy;
    private readonly HashSet<string> _ignored;
    private readonly HashSet<string> _ignoredGroups;

    private FitArgs(WeightedResource[] resources, IAllocationStrategy strategy, HashSet<string> ignored, HashSet<string> ignoredGroups) =>
        (_resources, _strategy, _ignored, _ignoredGroups) = (resources, strategy, ignored, ignoredGroups);

    /// <summary>Reads them; without any it is LeastAllocated of CPU and memory.</summary>
    public static FitArgs Read(JsonElement? args)
    {
        var strategy = args is { } given && given.TryGetProperty("scoringStrategy", out var read) ? read : (JsonElement?)null;
        var type = strategy is { } named && named.TryGetProperty("type", out var text) ? text.GetString() : null;
        return new FitArgs(WeightedResource.Read(strategy), AllocationStrategies.Of(type, strategy), Names(args, "ignoredResources"), Names(args, "ignoredResourceGroups"));
    }

    /// <summary>Whether the filter does not look at an extended resource.</summary>
    public bool Ignores(string resource) =>
        (_ignored.Count > 0 && _ignored.Contains(resource))
        || (_ignoredGroups.Count > 0 && resource.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && _ignoredGroups.Contains(resource[..slash]));

    /// <summary>The score of a node for such a pod.</summary>
    public long Score(PodRequirements pod, SchedulingNode node)
    {
        long sum = 0;
        long weights = 0;
        foreach (var resource in _resources)
        {
            if (resource.TryRead(pod, node, out var requested, out var allocatable))
            {
                var score = _strategy.Score(requested, allocatable);
                if (score > 0 || !_strategy.SkipsZero)
                {
                    sum += score * resource.Weight;
                    weights += resource.Weight;
                }
            }
        }

        return weights == 0 ? 0 : _strategy.SkipsZero ? (long)Math.Round((double)sum / weights, MidpointRounding.AwayFromZero) : sum / weights;
    }

    private static HashSet<string> Names(JsonElement? args, string field) =>
        args is { } given && given.TryGetProperty(field, out var names) ? [.. names.EnumerateArray().Select(n => n.GetString() ?? "")] : [];
}
