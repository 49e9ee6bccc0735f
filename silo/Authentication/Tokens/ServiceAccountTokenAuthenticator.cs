using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>
/// The tokens of service accounts. A signature is verified once; then each use looks at the clock and whether what the token is bound to is still there,
/// so that nothing has to be told when a pod, a secret or an account goes.
/// </summary>
internal sealed class ServiceAccountTokenAuthenticator(ServiceAccountTokens tokens, LegacyTokenUse use) : ITokenAuthenticator
{
    private const int MostTokens = 16 * 1024; // of a generation: about 1 kB each
    private readonly TokenCache<KnownToken> _known = new(MostTokens);

    /// <inheritdoc/>
    public ValueTask<TokenAuthentication> AuthenticateAsync(BearerToken token, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        _known.TryGet(token.Hash, out var known)
            ? tokens.WhyInvalid(known.Token) is null ? ValueTask.FromResult(Answer(known, audiences)) : LookAgainAsync(known, audiences, cancellationToken)
            : VerifyAsync(token, audiences, cancellationToken);

    private async ValueTask<TokenAuthentication> VerifyAsync(BearerToken token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        var (verified, error) = await tokens.VerifyAsync(token.Text.ToString(), cancellationToken).ConfigureAwait(false);
        if (verified is null)
        {
            return error is null ? TokenAuthentication.None : TokenAuthentication.Wrong(error);
        }

        var known = new KnownToken(verified, ServiceAccountUsers.Of(verified.Claims));
        if (tokens.WhyInvalid(verified) is not null)
        {
            return await LookAgainAsync(known, audiences, cancellationToken).ConfigureAwait(false);
        }

        _known.Add(token.Hash, known);
        return Answer(known, audiences);
    }

    private async ValueTask<TokenAuthentication> LookAgainAsync(KnownToken known, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        await tokens.WhyInvalidNowAsync(known.Token, cancellationToken).ConfigureAwait(false) is { } error
            ? TokenAuthentication.Wrong(error)
            : Answer(known, audiences);

    private TokenAuthentication Answer(KnownToken known, IReadOnlyList<string> audiences)
    {
        use.Note(known.Token);
        var own = known.Token.Claims.Audiences is { Count: > 0 } named ? named : tokens.ApiAudiences;
        var meant = Audiences.Intersect(own, audiences);
        return meant.Count > 0
            ? TokenAuthentication.Of(known.User, meant)
            : TokenAuthentication.Wrong($"token audiences {Quoted(own)} is invalid for the target audiences {Quoted(audiences)}");
    }

    private static string Quoted(IReadOnlyList<string> names) => $"[{string.Join(' ', names.Select(name => $"\"{name}\""))}]";

    private sealed record KnownToken(VerifiedToken Token, UserInfo User);
}
