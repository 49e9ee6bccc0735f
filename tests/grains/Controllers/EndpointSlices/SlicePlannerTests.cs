using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.EndpointSlices;
using Orchestrator.Ledger.Replication;
using Port = Orchestrator.Api.Models.Discovery.V1.EndpointPort;

namespace Orchestrator.Grains.Tests.Controllers.EndpointSlices;

public class SlicePlannerTests
{
    private static readonly SlicePorts Http = SlicePorts.Of([new Port { Name = "http", Port = 80, Protocol = "TCP" }]);

    [Fact]
    public void Two_hundred_and_fifty_endpoints_are_three_slices()
    {
        var plan = Plan(Names(0, 250), []);
        plan.Creates.Select(slice => slice.Endpoints.Count).ShouldBe([100, 100, 50]);
        plan.Updates.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_right_is_not_written()
    {
        var plan = Plan(Names(0, 150), [Slice("a", Names(0, 100)), Slice("b", Names(100, 50))]);
        (plan.Creates.Count, plan.Updates.Count, plan.Deletes.Count, plan.Unchanged).ShouldBe((0, 0, 0, 2));
    }

    [Fact]
    public void A_new_endpoint_goes_into_the_fullest_slice_with_room_and_no_other_is_written()
    {
        var plan = Plan(Names(0, 131), [Slice("a", Names(0, 100)), Slice("b", Names(100, 10)), Slice("c", Names(110, 20))]);
        plan.Updates.ShouldHaveSingleItem().Entry.Key.Name.ShouldBe("c");
        plan.Updates[0].Endpoints.Count.ShouldBe(21);
        (plan.Creates.Count, plan.Unchanged).ShouldBe((0, 2));
    }

    [Fact]
    public void New_endpoints_take_the_places_of_old_ones_in_the_slice_that_is_written_anyway()
    {
        var wanted = Names(1, 99).Concat(Names(100, 50)).Concat(["new"]).ToList();
        var plan = Plan(wanted, [Slice("a", Names(0, 100)), Slice("b", Names(100, 50))]);
        plan.Updates.ShouldHaveSingleItem().Entry.Key.Name.ShouldBe("a");
        plan.Updates[0].Endpoints.Select(endpoint => endpoint.TargetRef!.Uid).ShouldContain("new");
        plan.Unchanged.ShouldBe(1);
    }

    [Fact]
    public void More_than_any_slice_has_room_for_are_new_slices()
    {
        var plan = Plan(Names(0, 180), [Slice("a", Names(0, 80))]);
        plan.Creates.ShouldHaveSingleItem().Endpoints.Count.ShouldBe(100);
        plan.Unchanged.ShouldBe(1);
    }

    [Fact]
    public void An_endpoint_that_stands_in_two_slices_stays_in_one()
    {
        var plan = Plan(Names(0, 20), [Slice("a", Names(0, 10)), Slice("b", Names(5, 15))]);
        plan.Updates.ShouldHaveSingleItem().Endpoints.Count.ShouldBe(10);
        (plan.Unchanged, plan.Creates.Count, plan.Deletes.Count).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void A_slice_whose_endpoints_all_went_goes_and_the_others_are_not_gathered()
    {
        var plan = Plan(Names(0, 10), [Slice("a", Names(0, 10)), Slice("b", Names(10, 10))]);
        plan.Deletes.ShouldHaveSingleItem().Key.Name.ShouldBe("b");
        plan.Unchanged.ShouldBe(1);
    }

    [Fact]
    public void The_last_slice_stays_as_an_empty_one()
    {
        var plan = Plan([], [Slice("a", Names(0, 10)), Slice("b", Names(10, 10))]);
        plan.Updates.ShouldHaveSingleItem().Endpoints.ShouldBeEmpty();
        plan.Updates[0].Ports.ShouldBeEmpty();
        (plan.Creates.Count, plan.Deletes.Count).ShouldBe((0, 1));
    }

    [Fact]
    public void An_empty_slice_stays_as_it_is()
    {
        var plan = Plan([], [Slice("a", [], ports: SlicePorts.Of([]))]);
        (plan.Creates.Count, plan.Updates.Count, plan.Deletes.Count, plan.Unchanged).ShouldBe((0, 0, 0, 1));
    }

    [Fact]
    public void A_family_without_endpoints_gets_an_empty_slice()
    {
        var plan = Plan(Names(0, 1), [], "IPv4", "IPv6");
        plan.Creates.Select(slice => (slice.Family, slice.Endpoints.Count)).ShouldBe([("IPv4", 1), ("IPv6", 0)]);
    }

    [Fact]
    public void A_family_that_the_service_has_no_more_loses_its_slices()
    {
        var plan = Plan(Names(0, 1), [Slice("a", Names(0, 1)), Slice("b", ["x"], "IPv6")]);
        plan.Deletes.ShouldHaveSingleItem().Key.Name.ShouldBe("b");
    }

    [Fact]
    public void Other_ports_are_written_into_the_slices_that_are_there()
    {
        var old = SlicePorts.Of([new Port { Name = "http", Port = 8080, Protocol = "TCP" }]);
        var plan = Plan(Names(0, 120), [Slice("a", Names(0, 100), ports: old), Slice("b", Names(100, 20), ports: old)]);
        plan.Updates.Count.ShouldBe(2);
        plan.Updates.ShouldAllBe(slice => slice.Ports[0].Port == 80);
        (plan.Creates.Count, plan.Deletes.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Other_labels_are_written_into_all()
    {
        var desired = Desired(Names(0, 120));
        var plan = new SlicePlanner(100, static _ => true).Plan(desired, [Slice("a", Names(0, 100)), Slice("b", Names(100, 20))], ["IPv4"]);
        plan.Updates.Count.ShouldBe(2);
    }

    private static SlicePlan Plan(IEnumerable<string> wanted, ReplicaEntry[] existing, params string[] families) =>
        new SlicePlanner(100, static _ => false).Plan(Desired(wanted), existing, families.Length == 0 ? ["IPv4"] : families);

    private static DesiredEndpoints Desired(IEnumerable<string> names)
    {
        var desired = new DesiredEndpoints();
        foreach (var name in names)
        {
            desired.Add("IPv4", Http, Endpoint(name));
        }

        return desired;
    }

    private static List<string> Names(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"pod-{i:000}")];

    private static Endpoint Endpoint(string name) => new() { Addresses = ["10.0.0.1"], TargetRef = new ObjectReference { Kind = "Pod", Name = name, Uid = name } };

    private static ReplicaEntry Slice(string name, IEnumerable<string> endpoints, string family = "IPv4", SlicePorts? ports = null)
    {
        var slice = new EndpointSlice
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "ns", Uid = name },
            AddressType = family,
            Endpoints = [.. endpoints.Select(Endpoint)],
            Ports = (ports ?? Http).Ports,
        };
        return new ReplicaEntry { Key = KnownResources.EndpointSlices.Key("ns", name), Revision = 1, Json = JsonModel.ToBytes(slice) };
    }
}
