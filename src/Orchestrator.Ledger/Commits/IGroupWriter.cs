using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Commits;

/// <summary>A store's way to write one group in one transaction. Called by one thread, which it may block.</summary>
internal interface IGroupWriter : IDisposable
{
    /// <summary>
    /// Takes the head, fills in the keys' revisions, lets the group decide, writes what passed, and returns once it is durable.
    /// After an exception nothing of the group is in the store, unless the exception says that this is unknown.
    /// </summary>
    /// <exception cref="LedgerUnavailableException">The store is out of reach; trying the batches one by one would not help.</exception>
    void Write(CommitGroup group);
}
