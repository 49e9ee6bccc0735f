namespace Orchestrator.Grains.Authorization;

/// <summary>Asks authorizers in turn. The first that allows or denies decides; when none does, the request is forbidden.</summary>
public sealed class AuthorizerChain(IReadOnlyList<IAuthorizer> authorizers) : IAuthorizer
{
    private readonly IAuthorizer[] _authorizers = [.. authorizers];

    /// <inheritdoc/>
    public AccessDecision Authorize(in AccessAttributes attributes)
    {
        string? reasons = null;
        foreach (var authorizer in _authorizers)
        {
            var decision = authorizer.Authorize(attributes);
            if (decision.Verdict != AccessVerdict.NoOpinion)
            {
                return decision;
            }

            if (decision.Reason is { Length: > 0 } reason)
            {
                reasons = reasons is null ? reason : $"{reasons}\n{reason}";
            }
        }

        return reasons is null ? AccessDecision.NoOpinion : AccessDecision.Unsure(reasons);
    }
}
