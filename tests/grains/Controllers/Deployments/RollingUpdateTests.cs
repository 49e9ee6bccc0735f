using Orchestrator.Grains.Controllers.Deployments;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

public class RollingUpdateTests
{
    [Theory]
    [InlineData(10, 3, 0, 10, 3)] // room for the surge alone
    [InlineData(10, 3, 3, 8, 5)] // an old pod gone is room for a new one
    [InlineData(10, 0, 0, 10, 0)] // no surge: wait for old ones to go
    [InlineData(10, 0, 0, 7, 3)]
    [InlineData(10, 5, 8, 0, 10)] // never more than asked for
    [InlineData(10, 5, 12, 0, 10)] // scaled down with the deployment
    [InlineData(0, 1, 0, 3, 0)]
    public void The_new_replica_set_grows_into_the_surge(int replicas, int surge, int newSize, int oldSize, int expected) =>
        RollingUpdate.NewReplicas(replicas, surge, Set("new", newSize, newSize, newSize), [Set("old", oldSize, oldSize, oldSize)]).ShouldBe(expected);

    [Theory]
    [InlineData(10, 0, 10, 10, 0, 0, 10)] // nothing may be missing
    [InlineData(10, 2, 10, 10, 0, 0, 8)]
    [InlineData(10, 2, 10, 8, 0, 0, 8)] // unhealthy ones go first and cost nothing
    [InlineData(10, 2, 8, 8, 4, 0, 8)] // the new pods are not there yet
    [InlineData(10, 2, 8, 8, 4, 4, 4)]
    [InlineData(10, 0, 10, 10, 3, 3, 7)]
    public void Old_replica_sets_shrink_as_far_as_availability_lets_them(
        int replicas, int maxUnavailable, int oldSize, int oldAvailable, int newSize, int newAvailable, int expected)
    {
        var scales = RollingUpdate.OldReplicas(replicas, maxUnavailable, Set("new", newSize, newSize, newAvailable), [Set("old", oldSize, oldSize, oldAvailable)]);
        (scales.Count == 0 ? oldSize : scales.ShouldHaveSingleItem().Replicas).ShouldBe(expected);
    }

    [Fact]
    public void The_oldest_replica_set_shrinks_first()
    {
        ReplicaSetSize[] old = [Set("b", 3, 3, 3, ageMinutes: 1), Set("a", 3, 3, 3, ageMinutes: 5)];
        RollingUpdate.OldReplicas(8, 0, Set("new", 6, 6, 6), old).ShouldBe([new ReplicaSetScale("b", 2), new ReplicaSetScale("a", 0)], ignoreOrder: true);
    }

    [Fact]
    public void A_set_that_lags_behind_its_scaling_is_not_counted_twice()
    {
        // Scaled from 3 to 2, its third pod is still there and available: it may not be given up a second time.
        RollingUpdate.OldReplicas(3, 1, Set("new", 1, 0, 0), [Set("old", 2, 3, 3)]).ShouldBeEmpty();
        // And its place is not free yet for a new one.
        RollingUpdate.NewReplicas(3, 0, Set("new", 0, 0, 0), [Set("old", 2, 3, 3)]).ShouldBe(0);
    }

    /// <summary>Plays rollouts in which pods come, become available and go in random order, and replica sets lag behind.</summary>
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(10, 3, 2)]
    [InlineData(10, 0, 3)]
    [InlineData(10, 4, 0)]
    [InlineData(37, 10, 9)]
    public void Rollouts_end_and_never_leave_their_bounds(int replicas, int maxSurge, int maxUnavailable)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            new RolloutModel(replicas, maxSurge, maxUnavailable, seed).Run();
        }
    }

    private static ReplicaSetSize Set(string name, int desired, int active, int available, int ageMinutes = 10) =>
        new(name, desired, active, available, DateTime.UnixEpoch.AddMinutes(-ageMinutes));
}
