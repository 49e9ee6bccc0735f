using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Tests.Compliance;

/// <summary>
/// What every store must do. A store's tests inherit this and build a clean ledger. The cases are those of kubernetes/apiserver's
/// storage suite as far as they concern a store, and what the project adds: batches, expected revisions, groups, one order, partitions.
/// Spread over files by what they are about.
/// </summary>
public abstract partial class LedgerComplianceTests : IAsyncLifetime
{
    private ILedger? _ledger;

    /// <summary>The ledger under test.</summary>
    private protected ILedger Ledger => _ledger ?? throw new InvalidOperationException("the test has not been set up");

    /// <summary>Opens the store of this test, which is empty the first time; called again to open it a second time, or after it was closed.</summary>
    /// <param name="partitionSize">How many revisions a history partition holds.</param>
    private protected abstract Task<ILedger> OpenAsync(int partitionSize);

    /// <inheritdoc/>
    public virtual async Task InitializeAsync() => _ledger = await OpenAsync(partitionSize: 100);

    /// <inheritdoc/>
    public virtual async Task DisposeAsync()
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }
    }

    private protected async Task ReopenAsync()
    {
        await Ledger.DisposeAsync();
        _ledger = await OpenAsync(partitionSize: 100);
    }
}
