using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Sqlite;
using Orchestrator.Ledger.Tests.Compliance;

namespace Orchestrator.Ledger.Tests.Sqlite;

public sealed class SqliteComplianceTests : LedgerComplianceTests
{
    private readonly TemporaryFolder _folder = new();

    /// <inheritdoc/>
    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    private protected override (string Store, string Location) WriterArguments => ("sqlite", _folder["ledger.db"]);

    private protected override Task<ILedger> OpenAsync(int partitionSize) =>
        Task.FromResult<ILedger>(SqliteLedger.Open(_folder["ledger.db"], partitionSize));
}
