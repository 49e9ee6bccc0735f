using System.Text.Json;
using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary>How good it is that so much of a resource would be taken.</summary>
internal interface IAllocationStrategy
{
    /// <summary>Whether a resource with score 0 is left out of the average (as RequestedToCapacityRatio does), which is then rounded.</summary>
    bool SkipsZero => false;

    /// <summary>From 0 to 100. What is asked for may be more than there is.</summary>
    long Score(long requested, long allocatable);
}

/// <summary>The strategies of <c>NodeResourcesFit</c>.</summary>
internal static class AllocationStrategies
{
    /// <summary>The strategy of a name; LeastAllocated when it is null.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="args">Its arguments.</param>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static IAllocationStrategy Of(string? type, JsonElement? args) => type switch
    {
        null or "LeastAllocated" => new LeastAllocated(),
        "MostAllocated" => new MostAllocated(),
        "RequestedToCapacityRatio" => new RequestedToCapacityRatio(args),
        _ => throw new FormatException($"scoringStrategy.type: Unsupported value: \"{type}\": supported values: \"LeastAllocated\", \"MostAllocated\", \"RequestedToCapacityRatio\""),
    };

    private sealed class LeastAllocated : IAllocationStrategy
    {
        public long Score(long requested, long allocatable) => requested > allocatable ? 0 : (allocatable - requested) * INodeScorePlugin.Best / allocatable;
    }

    private sealed class MostAllocated : IAllocationStrategy
    {
        public long Score(long requested, long allocatable) => Math.Min(requested, allocatable) * INodeScorePlugin.Best / allocatable;
    }

    private sealed class RequestedToCapacityRatio : IAllocationStrategy
    {
        private readonly (long Utilization, long Score)[] _shape;

        public RequestedToCapacityRatio(JsonElement? args)
        {
            // Scores of a shape go from 0 to 10.
            _shape = args is { } given && given.TryGetProperty("requestedToCapacityRatio", out var ratio) && ratio.TryGetProperty("shape", out var shape)
                ? [.. shape.EnumerateArray().Select(p => (Number(p, "utilization"), Number(p, "score") * INodeScorePlugin.Best / 10))]
                : [];
            if (_shape.Length == 0)
            {
                throw new FormatException("requestedToCapacityRatio.shape: Required value: at least one point must be specified");
            }
        }

        public bool SkipsZero => true;

        public long Score(long requested, long allocatable)
        {
            var utilization = requested > allocatable ? 100 : requested * 100 / allocatable;
            for (var i = 0; i < _shape.Length; i++)
            {
                if (utilization <= _shape[i].Utilization)
                {
                    if (i == 0)
                    {
                        return _shape[0].Score;
                    }

                    var (from, to) = (_shape[i - 1], _shape[i]);
                    return from.Score + ((to.Score - from.Score) * (utilization - from.Utilization) / (to.Utilization - from.Utilization));
                }
            }

            return _shape[^1].Score;
        }

        private static long Number(JsonElement point, string field) => point.TryGetProperty(field, out var value) ? value.GetInt64() : 0;
    }
}
