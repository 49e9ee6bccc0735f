namespace Orchestrator.Grains.Authorization;

/// <summary>The group <c>system:masters</c> may do everything, whatever the policies say: so a cluster whose roles are broken can be mended.</summary>
internal sealed class MastersAuthorizer : IAuthorizer
{
    /// <summary>The group.</summary>
    public const string Group = "system:masters";

    /// <inheritdoc/>
    public AccessDecision Authorize(in AccessAttributes attributes) =>
        attributes.IsIn(Group) ? AccessDecision.Allow() : AccessDecision.NoOpinion;
}
