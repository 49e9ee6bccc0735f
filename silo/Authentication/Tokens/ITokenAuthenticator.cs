namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>Knows one kind of bearer token. Asked for every request with a token: must answer from memory what it has seen before.</summary>
internal interface ITokenAuthenticator
{
    /// <summary>Whose token this is.</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">For whom it must be meant: those of the API, or those of a TokenReview.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<TokenAuthentication> AuthenticateAsync(BearerToken token, IReadOnlyList<string> audiences, CancellationToken cancellationToken);
}
