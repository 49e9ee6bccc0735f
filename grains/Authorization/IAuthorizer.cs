namespace Orchestrator.Grains.Authorization;

/// <summary>Says whether a user may do something. Asked for every request: reads memory only and allocates nothing to allow.</summary>
public interface IAuthorizer
{
    /// <summary>Its decision.</summary>
    AccessDecision Authorize(in AccessAttributes attributes);
}
