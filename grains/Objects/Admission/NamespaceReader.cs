using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Finds namespaces. The replica may not have seen yet what another silo has just created, so a "no" comes from the ledger.</summary>
internal sealed class NamespaceReader(ILedger ledger, IReplica replica)
{
    /// <summary>The namespace, or null.</summary>
    public ValueTask<ReplicaEntry?> FindAsync(string name)
    {
        var key = Resources.Namespaces.At("", name);
        return replica.Get(key) is { } entry ? ValueTask.FromResult<ReplicaEntry?>(entry) : AskLedgerAsync();

        async ValueTask<ReplicaEntry?> AskLedgerAsync() => await ledger.ReadAsync(key, CancellationToken.None) is { } record
            ? new ReplicaEntry { Key = key, Revision = record.Revision, Json = record.Json }
            : null;
    }
}
