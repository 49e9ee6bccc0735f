using System.Numerics;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>
/// What decides which pods a replica set gives up first (<c>ActivePodsWithRanks</c>): sorts before another when it is the better one to delete.
/// Times are compared by the logarithm of the age, ties by uid, so that not always the newest pods go (LogarithmicScaleDown).
/// </summary>
internal readonly record struct PodRank : IComparable<PodRank>
{
    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>The pod's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Whether it has a node: those without go first.</summary>
    public required bool Assigned { get; init; }

    /// <summary>0 pending, 1 unknown, 2 running.</summary>
    public required int Phase { get; init; }

    /// <summary>Whether it is ready.</summary>
    public required bool Ready { get; init; }

    /// <summary>The annotation <c>controller.kubernetes.io/pod-deletion-cost</c>: lower goes first.</summary>
    public required int DeletionCost { get; init; }

    /// <summary>How many active pods of the same owner share its node: the more, the sooner it goes.</summary>
    public required int Neighbours { get; init; }

    /// <summary>Since when it is ready, in seconds before now; null when it is not known.</summary>
    public required long? ReadySeconds { get; init; }

    /// <summary>The most restarts of one of its containers.</summary>
    public required int Restarts { get; init; }

    /// <summary>Its age in seconds.</summary>
    public required long AgeSeconds { get; init; }

    /// <inheritdoc/>
    public int CompareTo(PodRank other)
    {
        var order = Assigned.CompareTo(other.Assigned);
        order = order != 0 ? order : Phase.CompareTo(other.Phase);
        order = order != 0 ? order : Ready.CompareTo(other.Ready);
        order = order != 0 ? order : DeletionCost.CompareTo(other.DeletionCost);
        order = order != 0 ? order : other.Neighbours.CompareTo(Neighbours);
        if (order == 0 && Ready)
        {
            order = ByAge(ReadySeconds, other.ReadySeconds, Uid, other.Uid);
        }

        order = order != 0 ? order : other.Restarts.CompareTo(Restarts);
        return order != 0 ? order : ByAge(AgeSeconds, other.AgeSeconds, Uid, other.Uid);
    }

    /// <summary>The younger first; of the same order of magnitude, the lower uid.</summary>
    private static int ByAge(long? a, long? b, string uidA, string uidB)
    {
        if (a is null || b is null)
        {
            return (a is null ? 0 : 1).CompareTo(b is null ? 0 : 1);
        }

        var order = Log2(a.Value).CompareTo(Log2(b.Value));
        return order != 0 || a == b ? order : string.CompareOrdinal(uidA, uidB);
    }

    private static int Log2(long seconds) => seconds <= 0 ? 0 : BitOperations.Log2((ulong)seconds) + 1;
}
