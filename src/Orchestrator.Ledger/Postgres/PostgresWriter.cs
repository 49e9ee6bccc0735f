using Npgsql;
using Orchestrator.Ledger.Commits;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Ledger.Postgres;

/// <summary>
/// Writes groups over a connection of its own, in two round trips. The row lock on the head orders the writers of all silos,
/// so nobody sees a revision before the ones below it.
/// <list type="number">
/// <item>Begin, lock the head, read the revisions of the keys.</item>
/// <item>Write history and current state, move the head, notify, commit.</item>
/// </list>
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource source, NpgsqlDataSource pool, int partitionSize) : IGroupWriter
{
    private const int Attempts = 3;

    private readonly TransactionOutcome _outcome = new(pool);
    private volatile WriterSession? _session;

    /// <summary>Whether a notification comes from this writer: its commits are published here without it, and sooner.</summary>
    public bool IsOwn(int processId) => _session?.ProcessId == processId;

    /// <inheritdoc/>
    public void Write(CommitGroup group)
    {
        for (var attempt = 1; Try(group) is { } failure; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new LedgerUnavailableException("the connection to the database breaks again and again", failure);
            }

            group.Reset();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <returns>Null when the group is written; else why the connection broke, with nothing committed, so that trying again is safe.</returns>
    private Exception? Try(CommitGroup group)
    {
        var session = Connect();
        try
        {
            session.Begin(group);
            group.Decide(session.Head);
            if (group.Records.Count == 0)
            {
                session.Rollback();
            }
            else
            {
                session.Commit(group, session.Partition.For(group.Records[0].Revision, partitionSize));
            }

            return null;
        }
        catch (Exception e) when (IsConnectionLost(e))
        {
            Close();
            return session.CommitSent && _outcome.IsCommitted(session.TransactionId!, e) ? null : e;
        }
        catch
        {
            // The server refused a statement, so the transaction is aborted. Closing the connection is the sure way to be rid of it.
            Close();
            throw;
        }
    }

    private WriterSession Connect()
    {
        try
        {
            return _session ??= WriterSession.Open(source);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            throw new LedgerUnavailableException("the database cannot be reached", e);
        }
    }

    private void Close()
    {
        _session?.Dispose();
        _session = null;
    }

    private static bool IsConnectionLost(Exception e) => e is PostgresException refusal
        ? refusal.InvariantSeverity is "FATAL" or "PANIC"
        : e is NpgsqlException or IOException or TimeoutException;
}
