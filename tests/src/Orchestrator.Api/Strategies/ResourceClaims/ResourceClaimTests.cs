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

    private static ResourceClaim Claim(string devices, string status = "{}") => Decode<ResourceClaim>(
        "resource.k8s.io/v1", "ResourceClaim", $$$"""{"metadata":{"name":"c","namespace":"d"},"spec":{"devices":{{{devices}}} },"status":{{{status}}} }""");
}
