using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Nodes;

namespace Orchestrator.Grains.Tests.Objects.Nodes;

/// <summary>What others advertise of a node can be used.</summary>
public class ExtendedResourcesTests
{
    private const string Dongle = "example.com/dongle";

    [Theory]
    [InlineData("4", null, null, null, "4")] // advertised
    [InlineData("5", "4", "4", null, "5")] // more of it
    [InlineData("4", "3", null, null, "3")] // some are broken: whoever said so is right
    [InlineData("5", "3", "4", null, "3")]
    [InlineData(null, "4", "4", null, null)] // taken back
    [InlineData(null, "4", null, null, "4")] // never said of the capacity: whoever said so is right
    [InlineData(null, null, null, "110", null)] // pods are none
    public void What_is_added_to_the_capacity_is_allocatable(string? capacity, string? allocatable, string? capacityBefore, string? pods, string? expected)
    {
        var status = new NodeStatus { Capacity = Resources((Dongle, capacity), ("cpu", "2"), ("pods", pods)), Allocatable = Resources((Dongle, allocatable), ("cpu", "1")) };
        ExtendedResources.Settle(status, new NodeStatus { Capacity = Resources((Dongle, capacityBefore)) });
        status.Allocatable.ShouldBe(Resources((Dongle, expected), ("cpu", "1")), ignoreOrder: true);
    }

    [Fact]
    public void A_new_node_may_bring_some() // a status without anything allocatable
    {
        var status = new NodeStatus { Capacity = Resources((Dongle, "2")) };
        ExtendedResources.Settle(status, null);
        status.Allocatable.ShouldBe(Resources((Dongle, "2")));
    }

    private static Dictionary<string, Quantity> Resources(params (string Name, string? Amount)[] resources) =>
        resources.Where(r => r.Amount is not null).ToDictionary(r => r.Name, r => Quantity.Parse(r.Amount!));
}
