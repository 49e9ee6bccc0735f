using Orchestrator.Grains.Controllers.ReplicaSets;

namespace Orchestrator.Grains.Tests.Controllers.ReplicaSets;

public class PodRankTests
{
    private static readonly PodRank Base = new()
    {
        Name = "p",
        Uid = "m",
        Assigned = true,
        Phase = 2,
        Ready = true,
        DeletionCost = 0,
        Neighbours = 1,
        ReadySeconds = 1000,
        Restarts = 0,
        AgeSeconds = 1000,
    };

    public static TheoryData<string, object> First => new()
    {
        { "unassigned before assigned", Base with { Assigned = false } },
        { "pending before running", Base with { Phase = 0 } },
        { "unknown before running", Base with { Phase = 1 } },
        { "not ready before ready", Base with { Ready = false } },
        { "lower deletion cost", Base with { DeletionCost = -5 } },
        { "more neighbours on its node", Base with { Neighbours = 2 } },
        { "ready for less long", Base with { ReadySeconds = 10 } },
        { "more restarts", Base with { Restarts = 3 } },
        { "younger", Base with { AgeSeconds = 10 } },
        { "same order of magnitude: by uid", Base with { ReadySeconds = 900, Uid = "a" } },
    };

    [Theory]
    [MemberData(nameof(First))]
    public void Goes_first(string why, object first)
    {
        ((PodRank)first).CompareTo(Base).ShouldBeLessThan(0, why);
        Base.CompareTo((PodRank)first).ShouldBeGreaterThan(0, why);
    }

    [Fact]
    public void Being_unassigned_outweighs_all_else() =>
        (Base with { Assigned = false, DeletionCost = 100, Neighbours = 0 }).CompareTo(Base with { Ready = false, DeletionCost = -100 }).ShouldBeLessThan(0);
}
