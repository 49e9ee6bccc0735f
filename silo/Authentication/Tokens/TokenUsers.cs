using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>Whose tokens are: asks each kind in turn; the first that knows the user decides.</summary>
internal sealed class TokenUsers(IReadOnlyList<ITokenAuthenticator> kinds, ServiceAccountTokenOptions options)
{
    private const string Nobodys = "invalid bearer token";

    /// <summary>The audiences that stand for the API.</summary>
    public IReadOnlyList<string> ApiAudiences { get; } = options.Audiences;

    /// <summary>Whose token this is, and if nobody's, why.</summary>
    public async ValueTask<TokenAuthentication> AuthenticateAsync(ReadOnlyMemory<char> text, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        if (BearerToken.Of(text) is not { } token)
        {
            return TokenAuthentication.Wrong(Nobodys);
        }

        string? error = null;
        for (var i = 0; i < kinds.Count; i++)
        {
            var result = await kinds[i].AuthenticateAsync(token, audiences, cancellationToken).ConfigureAwait(false);
            if (result.User is not null)
            {
                return result;
            }

            error ??= result.Error;
        }

        return TokenAuthentication.Wrong(error is null ? Nobodys : $"[{Nobodys}, {error}]");
    }
}
