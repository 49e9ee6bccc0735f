namespace Orchestrator.Silo.Identity;

/// <summary>For how long an API server's lease says that it is there, and how often it says so again.</summary>
/// <param name="Duration">A real server's is an hour as well.</param>
/// <param name="Renewal">
/// A real server renews every ten seconds, which is a commit each time; what reads these leases (the clean-up, people) asks only whether the hour is over.
/// </param>
public sealed record IdentityLeaseTimes(TimeSpan Duration, TimeSpan Renewal)
{
    /// <summary>Those of a cluster.</summary>
    public static IdentityLeaseTimes Default { get; } = new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(10));
}
