using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Tests.Strategies.ResourceClaims;

public class ResourceClaimTemplateTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("resource.k8s.io/v1", "ResourceClaimTemplate");

    [Fact]
    public void Is_checked_like_a_claim_and_stays()
    {
        Create(Kind, Template("""[{"name":"a"}]""")).ShouldBe(["spec.spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is required"]);
        var old = Template("""[{"name":"a","exactly":{"deviceClassName":"c"}}]""");
        Create(Kind, old).ShouldBeEmpty();
        old.Spec.Spec.Devices.Requests[0].Exactly!.Count.ShouldBe(1);
        Update(Kind, Template("[]"), old).Single().ShouldEndWith(": field is immutable");
    }

    private static ResourceClaimTemplate Template(string requests) => Decode<ResourceClaimTemplate>(
        "resource.k8s.io/v1", "ResourceClaimTemplate", $$$"""{"metadata":{"name":"t","namespace":"d"},"spec":{"spec":{"devices":{"requests":{{{requests}}} } } } }""");
}
