namespace Orchestrator.Grains.Authorization;

/// <summary>What an authorizer says.</summary>
public enum AccessVerdict
{
    /// <summary>It knows no reason to allow; the next authorizer is asked, and when there is none the request is forbidden.</summary>
    NoOpinion,

    /// <summary>The request is allowed.</summary>
    Allow,

    /// <summary>The request is forbidden, whatever later authorizers would say.</summary>
    Deny,
}
