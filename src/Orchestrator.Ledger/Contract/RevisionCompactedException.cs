namespace Orchestrator.Ledger.Contract;

/// <summary>The history asked for has been dropped. The API answers it with 410 Gone, reason Expired.</summary>
public sealed class RevisionCompactedException(long asked, long oldest)
    : Exception($"too old resource version: {asked} ({oldest})")
{
    /// <summary>The revision that was asked for.</summary>
    public long Asked { get; } = asked;

    /// <summary>The oldest revision after which changes can still be read.</summary>
    public long Oldest { get; } = oldest;
}
