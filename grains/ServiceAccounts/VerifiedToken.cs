using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>
/// A token whose signature holds. Whether it still counts is asked with each use: it may have ended, and what it is bound to may be gone
/// (<see cref="ServiceAccountTokens.WhyInvalid"/>).
/// </summary>
public sealed class VerifiedToken
{
    internal VerifiedToken(string text, TokenClaims claims, ObjectKey signingKey)
    {
        Claims = claims;
        SigningKey = signingKey;
        ServiceAccount = new ObjectKey("", "serviceaccounts", claims.Namespace, claims.ServiceAccount.Name);
        Secret = claims.Secret is { } secret ? new ObjectKey("", "secrets", claims.Namespace, secret.Name) : null;
        Pod = claims.Pod is { } pod ? new ObjectKey("", "pods", claims.Namespace, pod.Name) : null;
        Node = claims is { Pod: null, Node: { } node } ? new ObjectKey("", "nodes", "", node.Name) : null; // a pod's node is told, not checked
        Text = claims.IsLegacy ? text : null;
    }

    /// <summary>What it says.</summary>
    public TokenClaims Claims { get; }

    internal ObjectKey SigningKey { get; }

    internal ObjectKey ServiceAccount { get; }

    internal ObjectKey? Secret { get; }

    internal ObjectKey? Pod { get; }

    internal ObjectKey? Node { get; }

    /// <summary>A secret's token as it was sent, which the secret must still hold.</summary>
    internal string? Text { get; }

    /// <summary>The secret that was last seen to hold the token: compared once for each of its versions.</summary>
    internal ReplicaEntry? Holder { get; set; }
}
