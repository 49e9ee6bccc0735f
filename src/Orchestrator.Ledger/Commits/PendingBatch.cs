using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Commits;

/// <summary>One caller's batch on its way through a group, and the answer it waits for.</summary>
internal sealed class PendingBatch(IReadOnlyList<Mutation> mutations)
    : TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What to commit, all or nothing.</summary>
    public IReadOnlyList<Mutation> Mutations { get; } = mutations;

    /// <summary>What the group decided; the caller learns it after the transaction is durable.</summary>
    public CommitResult? Decision { get; set; }

    /// <summary>Checks what no state of the ledger could make right.</summary>
    /// <exception cref="ArgumentException">The batch is empty, or a mutation follows another one that is not there.</exception>
    public static void Check(IReadOnlyList<Mutation> batch)
    {
        if (batch.Count == 0)
        {
            throw new ArgumentException("a batch needs at least one mutation", nameof(batch));
        }

        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].ExpectedRevision == Mutation.Previous && !IsTouchedBefore(batch, i))
            {
                throw new ArgumentException($"'{batch[i].Key}' follows no other mutation of the same object in its batch", nameof(batch));
            }
        }
    }

    private static bool IsTouchedBefore(IReadOnlyList<Mutation> batch, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (batch[i].Key == batch[index].Key)
            {
                return true;
            }
        }

        return false;
    }
}
