using Orchestrator.Grains.Controllers.StatefulSets;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

public class OrdinalsTests
{
    [Theory]
    [InlineData("web-0", 0)]
    [InlineData("web-12", 12)]
    [InlineData("web-012", -1)]
    [InlineData("web-", -1)]
    [InlineData("web", -1)]
    [InlineData("web--1", -1)]
    [InlineData("web-x", -1)]
    [InlineData("webs-1", -1)]
    [InlineData("web-1-2", -1)]
    [InlineData("web-99999999999", -1)]
    public void A_pod_of_the_set_has_its_name_and_a_number(string pod, int ordinal) => Ordinals.Of("web", pod).ShouldBe(ordinal);

    [Theory]
    [InlineData("data-web-0", "web")]
    [InlineData("a-b-c-7", "b-c,c")]
    [InlineData("data-web", "")]
    [InlineData("data", "")]
    [InlineData("web-0", "")]
    public void A_claim_may_be_of_any_set_whose_name_its_name_ends_with(string claim, string sets) => string.Join(',', Ordinals.SetsOfClaim(claim)).ShouldBe(sets);
}
