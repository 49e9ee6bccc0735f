namespace Orchestrator.Ledger.Contract;

/// <summary>
/// A table of history. It holds whole transactions from its first revision up to the first revision of the next partition,
/// so a group never has to be split between two tables.
/// </summary>
/// <param name="Number">Counts up from 1.</param>
/// <param name="First">The first revision in it.</param>
internal readonly record struct HistoryPartition(long Number, long First)
{
    /// <summary>The name of its table.</summary>
    public string Table => $"history_{Number}";

    /// <summary>The partition that takes the group that starts at a revision: this one, or the next when this one is full.</summary>
    public HistoryPartition For(long revision, long size) =>
        Number == 0 || revision >= First + size ? new HistoryPartition(Number + 1, revision) : this;

    /// <summary>The oldest revision that can be followed from.</summary>
    public static long Oldest(IReadOnlyList<HistoryPartition> partitions) => partitions.Count == 0 ? 0 : partitions[0].First - 1;

    /// <summary>How many partitions from the oldest one hold only revisions up to the given one. The newest always stays.</summary>
    public static int CountUpTo(IReadOnlyList<HistoryPartition> partitions, long revision)
    {
        var count = 0;
        while (count + 1 < partitions.Count && partitions[count + 1].First <= revision + 1)
        {
            count++;
        }

        return count;
    }
}
