using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins.DynamicResources;

/// <summary>Which devices claims get, from the documentation of dynamic resource allocation.</summary>
public sealed class AllocationTests : AllocationTest
{
    private const string One = "{'name':'r','exactly':{'deviceClassName':'c','allocationMode':'ExactCount','count':1}}";
    private const string Two = "{'name':'r','exactly':{'deviceClassName':'c','allocationMode':'ExactCount','count':2}}";
    private const string All = "{'name':'r','exactly':{'deviceClassName':'c','allocationMode':'All'}}";
    private const string Here = "'nodeName':'n1'";

    [Fact]
    public void As_many_as_it_asks_for_of_those_on_the_node()
    {
        Slice(Here, "{'name':'a'},{'name':'b'}");
        Slice("'nodeName':'n2'", "{'name':'x'}", pool: "q");

        Devices("n1", Claim(One)).ShouldBe("a");
        Devices("n1", Claim(Two)).ShouldBe("a b");
        Devices("n2", Claim(One)).ShouldBe("x");
        Devices("n2", Claim(Two)).ShouldBeNull();
        Devices("n3", Claim(One)).ShouldBeNull();
    }

    [Fact]
    public void No_device_that_another_claim_has_nor_one_device_twice()
    {
        Slice(Here, "{'name':'a'},{'name':'b'}");

        Devices("n1", Claim(One), Claim(One, name: "d")).ShouldBe("a | b");
        Devices("n1", Claim(Two), Claim(One, name: "d")).ShouldBeNull();
        InUse.Add(new DeviceId("d.io", "p", "a"));
        Devices("n1", Claim(One)).ShouldBe("b");
    }

    [Fact]
    public void Only_devices_that_the_class_and_the_request_select()
    {
        Class("c", "'selectors':[{'cel':{'expression':'device.driver == \\\"d.io\\\"'}}]");
        Slice(Here, "{'name':'a','attributes':{'size':{'int':1}}},{'name':'b','attributes':{'size':{'int':2}}}");
        Slice(Here, "{'name':'e','attributes':{'size':{'int':2}}}", pool: "q", driver: "e.io");

        Devices("n1", Claim(Selecting("device.attributes[\\\"d.io\\\"].size > 1"))).ShouldBe("b");
        Devices("n1", Claim(Selecting("device.attributes[\\\"d.io\\\"].size > 2"))).ShouldBeNull();
        Problem.ShouldBeNull();
        Devices("n1", Claim(Selecting("device.attributes[\\\"d.io\\\"].none > 2"))).ShouldBeNull();
        Problem.ShouldBe("claim n/c: request r: selector #0: runtime error: no such key: none");
    }

    [Fact]
    public void All_means_all_that_match_and_at_least_one()
    {
        Slice(Here, "{'name':'a'},{'name':'b'}");

        Devices("n1", Claim(All)).ShouldBe("a b");
        Devices("n2", Claim(All)).ShouldBeNull();
        InUse.Add(new DeviceId("d.io", "p", "a"));
        Devices("n1", Claim(All)).ShouldBeNull();
    }

    [Fact]
    public void A_pool_that_is_being_written_gives_nothing()
    {
        Slice(Here, "{'name':'a'}", count: 2);
        Devices("n1", Claim(One)).ShouldBeNull();
        Devices("n1", Claim(All)).ShouldBeNull();
        Problem.ShouldBe("claim n/c, request r: asks for all devices, but resource pool d.io/p is currently being updated");

        Slice(Here, "{'name':'b'}", count: 2);
        Devices("n1", Claim(All)).ShouldBe("a b");
        Slice(Here, "{'name':'z'}", count: 1, generation: 2);
        Devices("n1", Claim(All)).ShouldBe("z");
    }

    [Fact]
    public void A_pool_with_a_name_twice_is_invalid()
    {
        Slice(Here, "{'name':'a'}", count: 2);
        Slice(Here, "{'name':'a'}", count: 2);

        Devices("n1", Claim(One)).ShouldBeNull();
        Problem.ShouldBe("pool d.io/p is invalid: duplicate device name a");
    }

    [Fact]
    public void The_first_alternative_that_can_be_had()
    {
        Class("big");
        Class("small", "'config':[{'opaque':{'driver':'d.io','parameters':{'of':'class'}}}]");
        Classes["big"].Spec.Selectors = [new() { Cel = new() { Expression = "device.attributes['d.io'].big" } }];
        Slice(Here, "{'name':'a','attributes':{'big':{'bool':false}}},{'name':'b','attributes':{'big':{'bool':true}}}");
        const string Request = "{'name':'r','firstAvailable':[{'name':'one','deviceClassName':'big','allocationMode':'ExactCount','count':1},{'name':'two','deviceClassName':'small','allocationMode':'ExactCount','count':1}]}";
        const string Config = ",'config':[{'requests':['r/two'],'opaque':{'driver':'d.io','parameters':{'of':'claim'}}},{'requests':['r/one'],'opaque':{'driver':'d.io','parameters':{}}}]";

        Allocate("n1", Claim(Request))![0].Devices.Results!.Single().Request.ShouldBe("r/one");
        InUse.Add(new DeviceId("d.io", "p", "b"));
        var result = Allocate("n1", Claim(Request, Config))![0];
        result.Devices.Results!.Single().ShouldSatisfyAllConditions(r => r.Request.ShouldBe("r/two"), r => r.Device.ShouldBe("a"));
        result.Devices.Config!.Select(c => (c.Source, c.Requests!.Single())).ShouldBe([("FromClass", "r/two"), ("FromClaim", "r/two")]);
    }

    [Fact]
    public void Constraints_have_devices_agree_even_if_the_first_choice_must_be_taken_back()
    {
        Slice(Here, "{'name':'a','attributes':{'numa':{'int':0}}},{'name':'b','attributes':{'numa':{'int':1}}},{'name':'e'},{'name':'f','attributes':{'d.io/numa':{'int':1}}}");

        Devices("n1", Claim(Two, ",'constraints':[{'matchAttribute':'d.io/numa'}]")).ShouldBe("b f");
        Devices("n1", Claim(Two)).ShouldBe("a b");
        Devices("n1", Claim(Two, ",'constraints':[{'matchAttribute':'d.io/other'}]")).ShouldBeNull();
        Devices("n1", Claim(One + "," + One.Replace("'r'", "'s'"), ",'constraints':[{'requests':['r'],'matchAttribute':'d.io/numa'}]")).ShouldBe("a b");
    }

    [Fact]
    public void Administrators_get_devices_that_others_have_and_take_them_from_nobody()
    {
        Slice(Here, "{'name':'a'}");
        InUse.Add(new DeviceId("d.io", "p", "a"));
        var claim = Claim(All.Replace("'All'", "'All','adminAccess':true"));

        var result = Allocate("n1", claim).ShouldNotBeNull()[0];

        result.Devices.Results!.Single().AdminAccess.ShouldBe(true);
        Grains.Scheduling.Plugins.DynamicResources.Allocation.Allocations.Taken(result).ShouldBeEmpty();
    }

    [Fact]
    public void The_allocation_says_where_it_can_be_used()
    {
        Slice("'allNodes':true", "{'name':'everywhere'}");
        Allocate("n1", Claim(One))![0].NodeSelector.ShouldBeNull();

        Slice("'nodeSelector':{'nodeSelectorTerms':[{'matchExpressions':[{'key':'rack','operator':'In','values':['1']}]}]}", "{'name':'rack'}", pool: "q");
        Allocate("n1", Claim(Two)).ShouldBeNull();
        var rack = Allocate(Node("n1", ("rack", "1")), Claim(Two))![0];
        rack.NodeSelector!.NodeSelectorTerms.Single().MatchExpressions!.Single().Key.ShouldBe("rack");

        Slice(Here, "{'name':'own'}", pool: "o");
        var own = Allocate("n1", Claim(One))![0];
        own.Devices.Results!.Single().Device.ShouldBe("own");
        own.NodeSelector!.NodeSelectorTerms.Single().MatchFields!.Single().ShouldSatisfyAllConditions(f => f.Key.ShouldBe("metadata.name"), f => f.Values.ShouldBe(["n1"]));
    }

    [Fact]
    public void A_claim_of_too_many_devices_is_not_tried_for_ever()
    {
        Slice(Here, string.Join(',', Enumerable.Range(0, 100).Select(i => $"{{'name':'d{i}','attributes':{{'id':{{'int':{i}}}}}}}")));

        Devices("n1", Claim(One.Replace("'count':1", "'count':33"))).ShouldBeNull();
        Devices("n1", Claim(One.Replace("'count':1", "'count':20"), ",'constraints':[{'matchAttribute':'d.io/id'}]")).ShouldBeNull();
    }

    private static string Selecting(string expression) =>
        $$"""{'name':'r','exactly':{'deviceClassName':'c','allocationMode':'ExactCount','count':1,'selectors':[{'cel':{'expression':'{{expression}}'} }]} }""";
}
