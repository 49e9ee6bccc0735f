using Orchestrator.Grains.Controllers.Deployments;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

public class ProportionalScalingTests
{
    [Fact]
    public void Scaling_up_is_shared_in_proportion() =>
        // The documentation's example: 10 replicas, maxSurge 3; 8 old and 5 new when it is scaled to 15 => 3 to the old, 2 to the new.
        ProportionalScaling.Spread(15, 3, 13, [Set("old", 8, 13, 0), Set("new", 5, 13, 1)])
            .ShouldBe([new ReplicaSetScale("old", 11), new ReplicaSetScale("new", 7)]);

    [Fact]
    public void Scaling_down_takes_from_all() =>
        ProportionalScaling.Spread(5, 0, 10, [Set("old", 4, 10, 0), Set("new", 6, 10, 1)])
            .ShouldBe([new ReplicaSetScale("new", 3), new ReplicaSetScale("old", 2)]);

    [Fact]
    public void Scaling_to_zero_takes_all() =>
        ProportionalScaling.Spread(0, 0, 10, [Set("old", 4, 10, 0), Set("new", 6, 10, 1)]).ShouldAllBe(s => s.Replicas == 0);

    [Theory]
    [InlineData(7, 2)]
    [InlineData(23, 5)]
    [InlineData(100, 1)]
    public void All_of_it_is_given_out(int replicas, int surge) =>
        ProportionalScaling.Spread(replicas, surge, 9, [Set("a", 3, 9, 0), Set("b", 3, 9, 1), Set("c", 3, 9, 2)]).Sum(s => s.Replicas).ShouldBe(replicas + surge);

    private static ReplicaSetSize Set(string name, int size, int max, int order) => new(name, size, size, size, DateTime.UnixEpoch.AddMinutes(order), max);
}
