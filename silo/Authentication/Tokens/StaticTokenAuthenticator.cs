using System.Collections.Frozen;
using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>The tokens of the static token file. They are meant for the API.</summary>
internal sealed class StaticTokenAuthenticator(IReadOnlyDictionary<string, UserInfo> users, ServiceAccountTokenOptions options) : ITokenAuthenticator
{
    private readonly FrozenDictionary<UInt128, UserInfo> _users = users.ToFrozenDictionary(
        user => (BearerToken.Of(user.Key.AsMemory()) ?? throw new InvalidDataException("a token of the token file is too long")).Hash, user => user.Value);

    /// <inheritdoc/>
    public ValueTask<TokenAuthentication> AuthenticateAsync(BearerToken token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        if (!_users.TryGetValue(token.Hash, out var user))
        {
            return ValueTask.FromResult(TokenAuthentication.None);
        }

        var meant = Audiences.Intersect(options.Audiences, audiences);
        return ValueTask.FromResult(meant.Count > 0 ? TokenAuthentication.Of(user, meant) : TokenAuthentication.None);
    }
}
