using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Sqlite;

namespace Orchestrator.Ledger.Tests.Replication;

/// <summary>A replica of a SQLite ledger.</summary>
public abstract class ReplicaFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteLedger? _ledger;
    private Replica? _replica;

    private protected SqliteLedger Ledger => _ledger ??= SqliteLedger.Open(_folder["ledger.db"], partitionSize: 100);

    private protected Replica Replica => _replica ?? throw new InvalidOperationException("not started");

    /// <summary>How much the replica keeps.</summary>
    private protected virtual ReplicaOptions Options => ReplicaOptions.Default;

    /// <inheritdoc/>
    public virtual Task InitializeAsync() => StartAsync();

    /// <summary>Starts a replica of what the ledger holds now.</summary>
    private protected async Task StartAsync()
    {
        if (_replica is not null)
        {
            await _replica.DisposeAsync();
        }

        _replica = new Replica(Ledger, NullLogger<Replica>.Instance, Options);
        await _replica.StartAsync(CancellationToken.None);
    }

    /// <summary>Commits and waits until the replica has it.</summary>
    private protected async Task<long> WriteAsync(params Contract.Mutation[] batch)
    {
        var revision = await Ledger.WriteAsync(batch);
        await Replica.WaitForAsync(revision, CancellationToken.None);
        return revision;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_replica is not null)
        {
            await _replica.DisposeAsync();
        }

        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }

        _folder.Dispose();
    }
}
