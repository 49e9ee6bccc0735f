using Microsoft.Extensions.Logging;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Postgres;
using Orchestrator.Ledger.Sqlite;

namespace Orchestrator.Silo.Hosting;

/// <summary>Opens the store that the options name.</summary>
internal static class StoreFactory
{
    private const string Sqlite = "sqlite";

    public static ILedger Open(SiloOptions options, ILoggerFactory logging) => options.Store == Sqlite
        ? SqliteLedger.Open(Path.Combine(options.DataDirectory, "ledger.db"))
        // nothing else runs yet while the services are made, so that waiting for the database blocks nobody
        : PostgresLedger.OpenAsync(options.Store, logging.CreateLogger<PostgresLedger>()).GetAwaiter().GetResult();
}
