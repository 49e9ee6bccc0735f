using Microsoft.Extensions.Logging;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Postgres;
using Orchestrator.Ledger.Sqlite;

namespace Orchestrator.Ledger;

/// <summary>Opens the store that a silo was told to use.</summary>
public static class LedgerStore
{
    /// <summary>The name of the embedded store.</summary>
    public const string Sqlite = "sqlite";

    /// <summary>Opens it, creating what is missing.</summary>
    /// <param name="store"><see cref="Sqlite"/>, or the connection string of a PostgreSQL database.</param>
    /// <param name="dataDirectory">Where the embedded store keeps its file, <c>ledger.db</c>.</param>
    /// <param name="loggers">For what goes on in the background.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be opened.</exception>
    public static async Task<ILedger> OpenAsync(string store, string dataDirectory, ILoggerFactory loggers, CancellationToken cancellationToken) => store == Sqlite
        ? SqliteLedger.Open(Path.Combine(dataDirectory, "ledger.db"))
        : await PostgresLedger.OpenAsync(store, loggers.CreateLogger<PostgresLedger>(), cancellationToken: cancellationToken);
}
