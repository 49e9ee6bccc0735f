namespace Orchestrator.Grains.Authorization;

/// <summary>An authorizer's verdict and why. The reason is only put into words when somebody asks: most requests are allowed, and nobody does.</summary>
public readonly struct AccessDecision
{
    private readonly object? _reason;

    private AccessDecision(AccessVerdict verdict, object? reason)
    {
        Verdict = verdict;
        _reason = reason;
    }

    /// <summary>The verdict.</summary>
    public AccessVerdict Verdict { get; }

    /// <summary>Whether the request may go on.</summary>
    public bool Allowed => Verdict == AccessVerdict.Allow;

    /// <summary>Why, as a review or a 403 shows it; empty when there is nothing to say.</summary>
    public string Reason => _reason?.ToString() ?? "";

    /// <summary>No reason to allow it.</summary>
    public static AccessDecision NoOpinion => default;

    /// <summary>No reason to allow it, with what is to be said about that.</summary>
    public static AccessDecision Unsure(string reason) => new(AccessVerdict.NoOpinion, reason);

    /// <summary>Allowed.</summary>
    /// <param name="reason">A text, or what becomes one by <see cref="object.ToString"/>.</param>
    public static AccessDecision Allow(object? reason = null) => new(AccessVerdict.Allow, reason);

    /// <summary>Forbidden.</summary>
    public static AccessDecision Deny(string reason) => new(AccessVerdict.Deny, reason);
}
