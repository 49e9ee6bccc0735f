using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Whether a verified token still counts: its time, and what it is bound to. Reads memory only; the words are a real server's.</summary>
internal sealed class TokenValidity(IReplica replica, TimeProvider time)
{
    /// <summary>How far clocks may differ, and how long what is being deleted still counts.</summary>
    public const long LeewaySeconds = 60;

    /// <summary>The key is not known (any more).</summary>
    public const string NoKey = "invalid signature, no keys found";

    private const string Invalidated = "service account token has been invalidated";
    private const string InvalidSince = LegacyTokens.InvalidSince;

    /// <summary>Why the token does not count; null when it does.</summary>
    public string? WhyNot(VerifiedToken token)
    {
        var claims = token.Claims;
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return WhyNotNow(claims, now)
            ?? (replica.Get(token.SigningKey) is null ? NoKey : null) // revoked
            ?? WhyNotAccount(token, now)
            ?? (token.Secret is { } secret ? WhyNotBound(secret, claims.Secret!.Value, "secret", now) : null)
            ?? (token.Text is { } text ? WhyNotHeld(token, text) : null)
            ?? (token.Pod is { } pod ? WhyNotBound(pod, claims.Pod!.Value, "pod", now) : null)
            ?? (token.Node is { } node ? WhyNotBound(node, claims.Node!.Value, "node", now) : null);
    }

    private static string? WhyNotNow(TokenClaims claims, long now)
    {
        if (claims.NotBefore > now + LeewaySeconds)
        {
            return "service account token is not valid yet";
        }

        if (claims.Expires < now - LeewaySeconds)
        {
            return "service account token has expired";
        }

        return claims.IssuedAt > now + LeewaySeconds ? "service account token is issued in the future" : null;
    }

    private string? WhyNotAccount(VerifiedToken token, long now)
    {
        var (key, uid) = (token.ServiceAccount, token.Claims.ServiceAccount.Uid);
        if (replica.Get(key) is not { } account)
        {
            return $"serviceaccounts \"{key.Name}\" not found";
        }

        if (account.Uid != uid)
        {
            return token.Claims.IsLegacy
                ? $"ServiceAccount UID ({account.Uid}) does not match claim ({uid})"
                : $"service account UID ({account.Uid}) does not match claim ({uid})";
        }

        return IsDeleted(account, now) ? $"service account {key.Namespace}/{key.Name} has been deleted" : null;
    }

    private string? WhyNotBound(ObjectKey key, ObjectIdentity identity, string kind, long now)
    {
        if (replica.Get(key) is not { } entry || IsDeleted(entry, now))
        {
            return Invalidated;
        }

        return identity.Uid.Length > 0 && entry.Uid != identity.Uid
            ? $"{kind} UID ({entry.Uid}) does not match service account {kind} ref claim ({identity.Uid})"
            : null;
    }

    private string? WhyNotHeld(VerifiedToken token, string text)
    {
        var entry = replica.Get(token.Secret!.Value)!;
        if (ReferenceEquals(entry, token.Holder))
        {
            return null;
        }

        if (entry.As<Secret>().Data?.GetValueOrDefault("token") is not { } held || !held.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(text)))
        {
            return "service account token does not match server's copy";
        }

        if (entry.Labels.TryGetValue(InvalidSince, out var since) && since.Length > 0)
        {
            return $"the token in secret {entry.Key.Namespace}/{entry.Key.Name} for service account {token.Claims.Namespace}/{token.Claims.ServiceAccount.Name} has been marked invalid. "
                + $"Use tokens from the TokenRequest API or manually created secret-based tokens, or remove the '{InvalidSince}' label from the secret to temporarily allow use of this token";
        }

        token.Holder = entry;
        return null;
    }

    private static bool IsDeleted(ReplicaEntry entry, long now) =>
        entry.DeletionTimestamp is { } deleted && deleted.ToUnixTimeSeconds() < now - LeewaySeconds;
}
