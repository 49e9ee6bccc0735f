using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Postgres;
using Orchestrator.Ledger.Tests.Compliance;

namespace Orchestrator.Ledger.Tests.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresComplianceTests(PostgresServer server) : LedgerComplianceTests
{
    private string? _database;

    private protected override (string Store, string Location) WriterArguments => ("postgres", _database!);

    private protected override async Task<ILedger> OpenAsync(int partitionSize)
    {
        _database ??= await server.CreateDatabaseAsync();
        return await PostgresLedger.OpenAsync(_database, partitionSize: partitionSize);
    }
}
