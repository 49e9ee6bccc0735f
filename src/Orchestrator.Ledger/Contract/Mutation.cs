using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Contract;

/// <summary>One step of a batch.</summary>
/// <param name="Type">What it does.</param>
/// <param name="Key">The object.</param>
/// <param name="ExpectedRevision">
/// The revision that the change was based on: 0 when the object must not exist,
/// <see cref="Previous"/> when it follows another mutation of the same object in the same batch.
/// </param>
/// <param name="Document">The new state; for a deletion the last state.</param>
public readonly record struct Mutation(ChangeType Type, ObjectKey Key, long ExpectedRevision, Document Document)
{
    /// <summary>Expects whatever the preceding mutation of the same object in this batch leaves.</summary>
    public const long Previous = -1;

    /// <summary>The new state as its model, for this process's replica to share; nobody may change it any more. Optional.</summary>
    public IKubeObject? Model { get; init; }
}
