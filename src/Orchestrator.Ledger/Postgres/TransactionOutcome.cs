using Npgsql;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Postgres;

/// <summary>Finds out what became of a transaction whose connection was lost while it committed (<c>pg_xact_status</c>).</summary>
internal sealed class TransactionOutcome(NpgsqlDataSource source)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the transaction is committed.</summary>
    /// <param name="transactionId">As <c>pg_current_xact_id</c> gave it.</param>
    /// <param name="reason">What happened to the connection.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be found out now.</exception>
    public bool IsCommitted(string transactionId, Exception reason)
    {
        using var pause = new ManualResetEventSlim();
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < Patience; pause.Wait(Pause))
        {
            try
            {
                switch (Ask(transactionId))
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                }

                // In progress: the server has not noticed yet that the connection is gone.
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                reason = e;
            }
        }

        throw new LedgerUnavailableException("the connection was lost during a commit, and its outcome is unknown", reason);
    }

    private string? Ask(string transactionId)
    {
        using var connection = source.OpenConnection();
        using var command = new NpgsqlCommand("SELECT pg_xact_status($1::text::xid8)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = transactionId });
        return command.ExecuteScalar() as string;
    }
}
