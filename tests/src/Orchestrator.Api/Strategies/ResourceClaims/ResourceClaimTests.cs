using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Tests.Strategies.ResourceClaims;

public class ResourceClaimTests : StrategyTest
{
    private const string Good = """{"requests":[{"name":"gpu","exactly":{"deviceClassName":"c"}}]}""";
    private static readonly KindDescriptor Kind = Find("resource.k8s.io/v1", "ResourceClaim");

    [Fact]
    public void Is_completed()
    {
        var claim = Claim(Good);
        Create(Kind, claim).ShouldBeEmpty();
        ShouldBeJson(Json(claim)["spec"], """{"devices":{"requests":[{"name":"gpu","exactly":{"deviceClassName":"c","allocationMode":"ExactCount","count":1}}]}}""");
    }

    [Theory]
    [InlineData("""{"requests":[{"name":"a"}]}""", "spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c"},"firstAvailable":[{"name":"b","deviceClassName":"c"}]}]}""", "spec.devices.requests[0]: Invalid value: null: exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":""}}]}""", "spec.devices.requests[0].exactly.deviceClassName: Required value")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","allocationMode":"All","count":2}}]}""", "spec.devices.requests[0].exactly.count: Invalid value: 2: must not be specified when allocationMode is 'All'")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c","allocationMode":"Some"}}]}""", "spec.devices.requests[0].exactly.allocationMode: Unsupported value: \"Some\": supported values: \"All\", \"ExactCount\"")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c"}},{"name":"a","exactly":{"deviceClassName":"c"}}]}""", "spec.devices.requests[1]: Duplicate value: \"a\"")]
    [InlineData("""{"requests":[{"name":"a","exactly":{"deviceClassName":"c"}}],"constraints":[{"requests":["b"],"matchAttribute":"d.io/x"}]}""", "spec.devices.constraints[0].requests[0]: Invalid value: \"b\": must be the name of a request in the claim or the name of a request and a subrequest separated by '/'")]
    [InlineData("""{"requests":[],"constraints":[{"matchAttribute":"x"}],"config":[{}]}""", "spec.devices.constraints[0].matchAttribute: Invalid value: \"x\": must include a domain|spec.devices.config[0].opaque: Required value")]
    public void A_claim_is_refused_for(string devices, string errors) => Create(Kind, Claim(devices)).ShouldBe(errors.Split('|'));

    [Fact]
    public void What_is_alpha_is_dropped()
    {
        var claim = Claim("""{"requests":[{"name":"gpu","exactly":{"deviceClassName":"c","count":2,"tolerations":[{"operator":"Exists"}],"capacity":{"requests":{"memory":"1Gi"}}}}]}""");
        Create(Kind, claim).ShouldBeEmpty();
        ShouldBeJson(Json(claim)["spec"], """{"devices":{"requests":[{"name":"gpu","exactly":{"deviceClassName":"c","allocationMode":"ExactCount","count":2}}]}}""");
    }

    [Fact]
    public void Its_spec_stays()
    {
        var old = Claim(Good);
        Create(Kind, old);
        Update(Kind, Claim(Good.Replace("gpu", "cpu")), old).Single().ShouldEndWith(": field is immutable");
    }

    [Fact]
    public void Only_what_is_allocated_is_reserved()
    {
        var old = Claim(Good);
        Create(Kind, old);
        const string Pod = """ "reservedFor":[{"resource":"pods","name":"p","uid":"1"}] """;
        const string Allocation = """ "allocation":{"devices":{"results":[{"request":"gpu","driver":"d","pool":"p","device":"x"}]}} """;
        Update(Kind, Claim("{}", $$"""{{{Pod}}}"""), old, "status").ShouldBe(["status.reservedFor: Forbidden: may not be specified when `allocated` is not set"]);
        var allocated = Claim("{}", $$"""{{{Allocation}},{{Pod}}}""");
        Update(Kind, allocated, old, "status").ShouldBeEmpty();
        Row(Kind, allocated)["State"].ShouldBe("allocated,reserved");
        Row(Kind, old)["State"].ShouldBe("pending");
        Update(Kind, Claim("{}", $$"""{{{Allocation.Replace("\"x\"", "\"y\"")}}}"""), allocated, "status").Single().ShouldEndWith(": field is immutable");
    }

    [Theory]
    [InlineData("""{"driver":"d","pool":"p","device":"x","networkData":{"interfaceName":"eth0","ips":["10.0.0.1/24","2001:db8::1/64"],"hardwareAddress":"aa:bb"},"data":{"a":1}}""", "")]
    [InlineData("""{"driver":"d","pool":"p","device":"y"}""", "status.devices[0]: Invalid value: \"d/p/y\": must be an allocated device in the claim")]
    [InlineData("""{"driver":"d","pool":"p","device":"x"},{"driver":"d","pool":"p","device":"x"}""", "status.devices[1]: Duplicate value: \"d/p/x\"")]
    [InlineData("""{"driver":"d","pool":"p","device":"x","data":[1]}""", "status.devices[0].data: Invalid value: \"<value omitted>\": must be a valid JSON object")]
    [InlineData("""{"driver":"d","pool":"p","device":"x","networkData":{"ips":["10.0.0.1","10.0.0.01/24","2001:DB8::1/64"]}}""", "status.devices[0].networkData.ips[0]: Invalid value: \"10.0.0.1\": must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)|status.devices[0].networkData.ips[1]: Invalid value: \"10.0.0.01/24\": must not have leading 0s in IP or prefix length|status.devices[0].networkData.ips[2]: Invalid value: \"2001:DB8::1/64\": must be in canonical form (\"2001:db8::1/64\")")]
    [InlineData("""{"driver":"d","pool":"p","device":"x","conditions":[{"type":"Ready","status":"Yes","reason":"R","lastTransitionTime":"2026-01-01T00:00:00Z"}]}""", "status.devices[0].conditions[0].status: Unsupported value: \"Yes\": supported values: \"False\", \"True\", \"Unknown\"")]
    public void Drivers_report_on_what_was_given(string devices, string errors)
    {
        var old = Claim(Good);
        Create(Kind, old).ShouldBeEmpty();
        Update(Kind, Claim("{}", "{\"allocation\":{\"devices\":{\"results\":[{\"request\":\"gpu\",\"driver\":\"d\",\"pool\":\"p\",\"device\":\"x\"}]}},\"devices\":[" + devices + "]}"), old, "status")
            .ShouldBe(errors.Length == 0 ? [] : errors.Split('|'));
    }

    [Theory]
    [InlineData("\"devices\":{\"config\":[{\"source\":\"X\",\"opaque\":{\"driver\":\"d\",\"parameters\":{}}}]}", "status.allocation.devices.config[0].source: Unsupported value: \"X\": supported values: \"FromClaim\", \"FromClass\"")]
    [InlineData("\"devices\":{\"config\":[{\"source\":\"FromClass\"}]}", "status.allocation.devices.config[0].opaque: Required value")]
    [InlineData("\"nodeSelector\":{\"nodeSelectorTerms\":[]}", "status.allocation.nodeSelector.nodeSelectorTerms: Required value: must have at least one node selector term")]
    public void An_allocation_is_refused_for(string allocation, string error)
    {
        var old = Claim(Good);
        Create(Kind, old).ShouldBeEmpty();
        Update(Kind, Claim("{}", "{\"allocation\":{" + allocation + "}}"), old, "status").ShouldBe([error]);
    }

    private static ResourceClaim Claim(string devices, string status = "{}") => Decode<ResourceClaim>(
        "resource.k8s.io/v1", "ResourceClaim", $$$"""{"metadata":{"name":"c","namespace":"d"},"spec":{"devices":{{{devices}}} },"status":{{{status}}} }""");
}
