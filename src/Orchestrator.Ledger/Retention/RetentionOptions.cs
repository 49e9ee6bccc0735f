namespace Orchestrator.Ledger.Retention;

/// <summary>How much history a ledger keeps. Followers are far ahead of it; what is kept lets a silo that was away catch up, and people look back.</summary>
/// <param name="Age">History older than this may go.</param>
/// <param name="MostRevisions">More revisions than this go, however young.</param>
/// <param name="Interval">How often history is dropped.</param>
public sealed record RetentionOptions(TimeSpan Age, long MostRevisions, TimeSpan Interval)
{
    /// <summary>An hour, or half a million changes.</summary>
    public static RetentionOptions Default { get; } = new(TimeSpan.FromHours(1), 500_000, TimeSpan.FromMinutes(1));
}
