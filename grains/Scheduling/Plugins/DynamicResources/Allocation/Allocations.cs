using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;

/// <summary>Allocates claims on a node.</summary>
internal static class Allocations
{
    /// <summary>What each claim would be given on the node, in order; null when it cannot be.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="node">The node.</param>
    /// <param name="devices">The devices of the cluster.</param>
    /// <param name="inUse">Whether a device belongs to a claim already.</param>
    /// <param name="problem">Why not, when it is more than that there are too few.</param>
    public static AllocationResult[]? On(
        SchedulingNode node, IReadOnlyList<ClaimDemand> claims, DeviceSet devices, Func<DeviceId, bool> inUse, out string? problem)
    {
        var search = new AllocationSearch(claims, devices.On(node), inUse);
        var found = search.Run();
        problem = search.Problem;
        return found ? [.. claims.Select((claim, i) => Result(claim, search.Chosen[i]))] : null;
    }

    /// <summary>The devices that an allocation takes from others: those for administration are taken from nobody.</summary>
    public static IEnumerable<DeviceId> Taken(AllocationResult allocation) =>
        (allocation.Devices.Results ?? []).Where(result => result.AdminAccess != true).Select(result => new DeviceId(result.Driver, result.Pool, result.Device));

    private static AllocationResult Result(ClaimDemand claim, IReadOnlyList<(DeviceDemand Demand, PooledDevice Device)> chosen) => new()
    {
        Devices = new DeviceAllocationResult
        {
            Results =
            [
                .. chosen.Select(choice => new DeviceRequestAllocationResult
                {
                    Request = choice.Demand.Request,
                    Driver = choice.Device.Id.Driver,
                    Pool = choice.Device.Id.Pool,
                    Device = choice.Device.Id.Name,
                    AdminAccess = choice.Demand.AdminAccess ? true : null,
                }),
            ],
            Config = Configurations(claim, chosen),
        },
        NodeSelector = Nodes(chosen),
    };

    /// <summary>The settings of the classes come before those of the claim, which so override them.</summary>
    private static List<DeviceAllocationConfiguration> Configurations(ClaimDemand claim, IReadOnlyList<(DeviceDemand Demand, PooledDevice Device)> chosen)
    {
        var demands = chosen.Select(choice => choice.Demand).Distinct().ToList();
        return
        [
            .. from demand in demands
               from config in demand.Class.Spec.Config ?? []
               select new DeviceAllocationConfiguration { Source = "FromClass", Requests = [demand.Request], Opaque = config.Opaque },
            .. from config in claim.Claim.Spec.Devices.Config ?? []
               where demands.Exists(demand => demand.IsMeantBy(config.Requests))
               select new DeviceAllocationConfiguration { Source = "FromClaim", Requests = config.Requests, Opaque = config.Opaque },
        ];
    }

    /// <summary>Where the claim can be used: on the node that has a device, or where all selectors of devices match; null for everywhere.</summary>
    private static NodeSelector? Nodes(IReadOnlyList<(DeviceDemand Demand, PooledDevice Device)> chosen)
    {
        var term = new NodeSelectorTerm();
        foreach (var (_, device) in chosen)
        {
            if (device.NodeName is { } name)
            {
                return new NodeSelector
                {
                    NodeSelectorTerms = [new NodeSelectorTerm { MatchFields = [new NodeSelectorRequirement { Key = "metadata.name", Operator = "In", Values = [name] }] }],
                };
            }

            if (device.NodeSelector?.NodeSelectorTerms is [var selected, ..])
            {
                Add(term.MatchExpressions ??= [], selected.MatchExpressions);
                Add(term.MatchFields ??= [], selected.MatchFields);
            }
        }

        return term.MatchExpressions is { Count: > 0 } || term.MatchFields is { Count: > 0 } ? new NodeSelector { NodeSelectorTerms = [term] } : null;
    }

    private static void Add(List<NodeSelectorRequirement> to, List<NodeSelectorRequirement>? from)
    {
        foreach (var requirement in from ?? [])
        {
            if (!to.Exists(known => known.Key == requirement.Key && known.Operator == requirement.Operator && (known.Values ?? []).SequenceEqual(requirement.Values ?? [])))
            {
                to.Add(requirement);
            }
        }
    }
}
