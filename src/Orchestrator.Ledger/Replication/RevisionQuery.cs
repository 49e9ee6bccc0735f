using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// Asks the ledger for its revision on behalf of many callers at once. A caller needs a query that starts after it came,
/// so those who come while one is under way share the next one.
/// </summary>
internal sealed class RevisionQuery(ILedger ledger)
{
    private readonly Lock _sync = new();
    private Task<long>? _current;
    private Task<long>? _next;

    /// <summary>The ledger's revision at some time after the call.</summary>
    public Task<long> AskAsync()
    {
        lock (_sync)
        {
            if (_current is null or { IsCompleted: true } && _next is null)
            {
                return _current = AskLedgerAsync();
            }

            return _next ??= AskNextAsync(_current!);
        }
    }

    private async Task<long> AskNextAsync(Task<long> current)
    {
        await ((Task)current).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_sync)
        {
            (_current, _next) = (_next, null);
        }

        return await AskLedgerAsync();
    }

    private Task<long> AskLedgerAsync() => ledger.GetRevisionAsync(CancellationToken.None).AsTask();
}
