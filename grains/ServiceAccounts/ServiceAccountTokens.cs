using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Makes and verifies the tokens of service accounts.</summary>
public sealed class ServiceAccountTokens
{
    /// <summary>The <c>alg</c> of the tokens.</summary>
    public const string SigningAlgorithm = SigningKey.Algorithm;

    private readonly SigningKeyStore _keys;
    private readonly TokenValidity _validity;
    private readonly IReplica _replica;

    internal ServiceAccountTokens(SigningKeyStore keys, TokenValidity validity, IReplica replica, ServiceAccountTokenOptions options)
    {
        _keys = keys;
        _validity = validity;
        _replica = replica;
        Options = options;
    }

    /// <summary>How tokens are made and checked.</summary>
    public ServiceAccountTokenOptions Options { get; }

    /// <summary>The audiences that stand for the API.</summary>
    public IReadOnlyList<string> ApiAudiences => Options.Audiences;

    /// <summary>Signs a token.</summary>
    public async Task<string> SignAsync(TokenClaims claims, CancellationToken cancellationToken) =>
        (await _keys.ForSigningAsync(claims.Expires, cancellationToken)).Sign(TokenPayloadWriter.Write(claims));

    /// <summary>
    /// Verifies a token's signature. Another token than a service account's is nobody's: neither a token nor an error.
    /// Whether it counts is <see cref="WhyInvalid"/>'s to say.
    /// </summary>
    public async ValueTask<(VerifiedToken? Token, string? Error)> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (CompactJws.Parse(text) is not { } token || !IsOurs(TokenPayloadReader.Issuer(token.Payload)))
        {
            return default;
        }

        // the algorithm is that of the key, never what the token asks for
        if (token.ReadHeader() is not { Algorithm: SigningKey.Algorithm } header)
        {
            return default;
        }

        var key = _keys.Find(header.KeyId);
        if (key is null)
        {
            await _replica.CatchUpAsync(cancellationToken); // another silo may have made the key a moment ago
            key = _keys.Find(header.KeyId);
        }

        if (key is null)
        {
            return (null, TokenValidity.NoKey);
        }

        return key.Key.Verifies(token) && TokenPayloadReader.Read(token.Payload) is { } claims
            ? (new VerifiedToken(text, claims, SigningKeyStore.KeyOf(header.KeyId)), null)
            : (null, "go-jose/go-jose: error in cryptographic primitive");
    }

    /// <summary>Why a token does not count (any more); null when it does. Costs a few look-ups in memory.</summary>
    public string? WhyInvalid(VerifiedToken token) => _validity.WhyNot(token);

    /// <summary>The same, after the replica has caught up: another silo may just have made what the token is bound to.</summary>
    public async ValueTask<string?> WhyInvalidNowAsync(VerifiedToken token, CancellationToken cancellationToken)
    {
        await _replica.CatchUpAsync(cancellationToken);
        return _validity.WhyNot(token);
    }

    /// <summary>The public halves of the keys whose tokens hold, the newest first.</summary>
    public async ValueTask<IReadOnlyList<PublicKey>> PublicKeysAsync(CancellationToken cancellationToken)
    {
        await _keys.CurrentAsync(cancellationToken);
        return [.. _keys.All().OrderByDescending(record => record.CreatedMilliseconds).Select(record => PublicKey.Of(record.Key))];
    }

    /// <summary>Makes a new key, which signs from now on; tokens of the keys before it hold until they end, or, when revoked, end at once.</summary>
    /// <returns>The new key's id.</returns>
    public async Task<string> RotateKeysAsync(bool revoke, CancellationToken cancellationToken) => (await _keys.RotateAsync(revoke, cancellationToken)).Id;

    private bool IsOurs(string? issuer) => issuer == Options.Issuer || issuer == TokenClaims.LegacyIssuer;
}
