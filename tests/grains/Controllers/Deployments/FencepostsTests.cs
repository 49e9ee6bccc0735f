using Orchestrator.Grains.Controllers.Deployments;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

public class FencepostsTests
{
    [Theory]
    [InlineData("25%", "25%", 3, 1, 0)] // a surge rounds up, an unavailability down
    [InlineData("25%", "25%", 10, 3, 2)]
    [InlineData("0", "25%", 3, 0, 1)] // both zero would never progress
    [InlineData("0%", "0", 5, 0, 1)]
    [InlineData("2", "7", 5, 2, 5)] // no more than all
    [InlineData("100%", "0", 4, 4, 0)]
    public void Percentages_resolve_against_the_replicas(string surge, string unavailable, int replicas, int expectedSurge, int expectedUnavailable) =>
        Fenceposts.Resolve(surge, unavailable, replicas).ShouldBe(new Fenceposts(expectedSurge, expectedUnavailable));
}
