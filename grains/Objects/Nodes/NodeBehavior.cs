using System.Net;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Nodes;

/// <summary>
/// What only nodes do: what is allocatable follows what others add to their capacity, and they get their ranges of pod addresses with the commit that makes them, and give them back with the one that ends them.
/// A claim for each range is part of the same commits, so no two nodes are ever given the same. A range that an agent says itself is claimed where it is free.
/// </summary>
internal sealed class NodeBehavior(PodRanges ranges) : KindBehavior
{
    public override ValueTask AllocateAsync(WriteContext context, IKubeObject value, IKubeObject? old, FieldErrors errors)
    {
        ExtendedResources.Settle(((Node)value).Status, (old as Node)?.Status);
        if (!ranges.Any || context.Request.Subresource.Length > 0)
        {
            return ValueTask.CompletedTask;
        }

        var spec = ((Node)value).Spec;
        if (Cidrs(spec).Count == 0)
        {
            Give(context, spec);
        }
        else if (old is null || Cidrs(((Node)old).Spec).Count == 0)
        {
            foreach (var range in Ranges(spec).Where(range => AddressClaim.IsFree(context, AddressClaim.NodeRange(range))))
            {
                AddressClaim.Take(context, AddressClaim.NodeRange(range));
            }
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask ReleaseAsync(WriteContext context, IKubeObject value)
    {
        foreach (var range in ranges.Any ? Ranges(((Node)value).Spec) : [])
        {
            var key = AddressClaim.NodeRange(range);
            if (context.Services.Replica.Get(key) is not { } claim || AddressClaim.ParentOf(claim)?.Name == context.Key.Name)
            {
                await AddressClaim.ReleaseAsync(context, key);
            }
        }
    }

    /// <summary>One range of each of the cluster's; all or none. A node that gets none is made nevertheless, and is told of.</summary>
    private void Give(WriteContext context, NodeSpec spec)
    {
        var given = new List<IPNetwork>(ranges.Clusters.Length);
        foreach (var cluster in ranges.Clusters)
        {
            if (Free(context, cluster) is not { } range)
            {
                return;
            }

            given.Add(range);
        }

        foreach (var range in given)
        {
            AddressClaim.Take(context, AddressClaim.NodeRange(range));
        }

        spec.PodCIDRs = [.. given.Select(static range => range.ToString())];
        spec.PodCIDR = spec.PodCIDRs[0];
    }

    private static IPNetwork? Free(WriteContext context, ClusterRange cluster)
    {
        var start = cluster.Next();
        for (var i = 0; i < cluster.Count; i++)
        {
            var range = cluster[(start + i) % cluster.Count];
            if (AddressClaim.IsFree(context, AddressClaim.NodeRange(range)))
            {
                return range;
            }
        }

        return null;
    }

    /// <summary>The nodes' ranges of the cluster that a node's own ones touch.</summary>
    private IEnumerable<IPNetwork> Ranges(NodeSpec spec)
    {
        foreach (var text in Cidrs(spec))
        {
            foreach (var cluster in IPNetwork.TryParse(text, out var own) ? ranges.Clusters : [])
            {
                var (first, count) = cluster.Touched(own);
                for (var i = first; i < first + count; i++)
                {
                    yield return cluster[i];
                }
            }
        }
    }

    private static List<string> Cidrs(NodeSpec spec) => spec.PodCIDRs is { Count: > 0 } all ? all : string.IsNullOrEmpty(spec.PodCIDR) ? [] : [spec.PodCIDR];
}
