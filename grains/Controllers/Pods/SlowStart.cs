namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>
/// Does many like things: a few first, and twice as many at once while they succeed, so that a quota or a bad template costs one refusal and not hundreds
/// (<c>slowStartBatch</c>); many at once, so that the ledger commits them together.
/// </summary>
internal static class SlowStart
{
    /// <summary>The most at once.</summary>
    private const int MaxBatch = 500;

    /// <summary>Does it for each item; after a batch with a failure no other begins.</summary>
    public static async Task ForEachAsync<T>(List<T> items, int firstBatch, Func<T, Task> act)
    {
        for (int start = 0, batch = Math.Max(1, firstBatch); start < items.Count; start += batch, batch = Math.Min(batch * 2, MaxBatch))
        {
            batch = Math.Min(batch, items.Count - start);
            await Task.WhenAll(items.GetRange(start, batch).Select(act));
        }
    }
}
