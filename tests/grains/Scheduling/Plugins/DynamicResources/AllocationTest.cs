using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins.DynamicResources;

/// <summary>Allocates without a cluster: slices and claims are written as JSON in single quotes.</summary>
public abstract class AllocationTest
{
    private readonly List<ResourceSliceSpec> _slices = [];

    private protected HashSet<DeviceId> InUse { get; } = [];

    private protected Dictionary<string, DeviceClass> Classes { get; } = new(StringComparer.Ordinal);

    private protected string? Problem { get; private set; }

    private protected void Slice(string place, string devices, string pool = "p", int count = 1, int generation = 1, string driver = "d.io") => _slices.Add(Read<ResourceSlice>($$"""
        {'spec':{'driver':'{{driver}}','pool':{'name':'{{pool}}','resourceSliceCount':{{count}},'generation':{{generation}} },{{place}},'devices':[{{devices}}]} }
        """).Spec);

    private protected void Class(string name, string spec = "") => Classes[name] = Read<DeviceClass>($$"""{'metadata':{'name':'{{name}}'},'spec':{ {{spec}} } }""");

    private protected static ResourceClaim Claim(string requests, string more = "", string name = "c") => Read<ResourceClaim>(
        $$"""{'metadata':{'name':'{{name}}','namespace':'n','uid':'{{name}}'},'spec':{'devices':{'requests':[{{requests}}]{{more}} } } }""");

    private protected AllocationResult[]? Allocate(string node, params ResourceClaim[] claims) => Allocate(Node(node), claims);

    private protected AllocationResult[]? Allocate(SchedulingNode node, params ResourceClaim[] claims)
    {
        if (Classes.Count == 0)
        {
            Class("c");
        }

        var demands = claims.Select(claim => ClaimDemand.Of(claim, name => Classes.GetValueOrDefault(name), out _).ShouldNotBeNull()).ToList();
        var results = Allocations.On(node, demands, DeviceSet.Of(_slices), InUse.Contains, out var problem);
        Problem = problem;
        return results;
    }

    /// <summary>The names of devices that a claim would get: <c>a b</c>; null when it cannot be.</summary>
    private protected string? Devices(string node, params ResourceClaim[] claims) =>
        Allocate(node, claims) is { } results ? string.Join(" | ", results.Select(result => string.Join(' ', result.Devices.Results!.Select(r => r.Device)))) : null;

    private protected static SchedulingNode Node(string name, params (string Key, string Value)[] labels) =>
        new(name, 0) { Labels = labels.ToDictionary(l => l.Key, l => l.Value) };

    private static T Read<T>(string json)
        where T : class, IJsonModel<T> => JsonModel.Read<T>(Encoding.UTF8.GetBytes(json.Replace('\'', '"')));
}
