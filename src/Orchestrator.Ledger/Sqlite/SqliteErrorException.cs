namespace Orchestrator.Ledger.Sqlite;

/// <summary>SQLite refused a call.</summary>
internal sealed class SqliteErrorException(int code, string message) : Exception($"{message} (SQLite error {code})")
{
    /// <summary>SQLite's extended result code.</summary>
    public int Code { get; } = code;
}
