using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary>Prefers nodes on which the resources are used in like shares, so that none is left over without the others.</summary>
internal sealed class BalancedAllocation(PluginContext context) : INodeScorePlugin
{
    private readonly WeightedResource[] _resources = WeightedResource.Read(context.Args);

    public string Name => "NodeResourcesBalancedAllocation";

    public bool Concerns(PodRequirements pod) => Array.Exists(_resources, r => r.Of(pod.Requests) > 0);

    public long Score(PodRequirements pod, SchedulingNode node)
    {
        Span<double> shares = stackalloc double[Math.Min(_resources.Length, 16)];
        var count = 0;
        double total = 0;
        foreach (var resource in _resources)
        {
            var allocatable = resource.Of(node.Allocatable);
            var asked = resource.Of(pod.Requests);
            if (allocatable > 0 && count < shares.Length && (asked > 0 || resource.Kind != ResourceKind.Extended))
            {
                shares[count] = Math.Min(1, (double)(resource.Of(node.Requested) + asked) / allocatable);
                total += shares[count++];
            }
        }

        return (long)((1 - Deviation(shares[..count], total)) * INodeScorePlugin.Best);
    }

    private static double Deviation(ReadOnlySpan<double> shares, double total)
    {
        if (shares.Length < 2)
        {
            return 0;
        }

        if (shares.Length == 2)
        {
            // Half the distance of two shares is their standard deviation.
            return Math.Abs(shares[0] - shares[1]) / 2;
        }

        var mean = total / shares.Length;
        double sum = 0;
        foreach (var share in shares)
        {
            sum += (share - mean) * (share - mean);
        }

        return Math.Sqrt(sum / shares.Length);
    }
}
