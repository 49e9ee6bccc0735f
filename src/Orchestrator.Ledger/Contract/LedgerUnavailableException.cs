namespace Orchestrator.Ledger.Contract;

/// <summary>The store could not be reached or refused the work. The API answers it with 503 or 500 and the caller may try again.</summary>
public sealed class LedgerUnavailableException(string message, Exception inner) : Exception(message, inner);
