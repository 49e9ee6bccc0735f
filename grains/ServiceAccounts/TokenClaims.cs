namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>
/// What a service account's token says. Times are in seconds since 1970. A token of a secret (<see cref="LegacyIssuer"/>) has no audiences and does not expire.
/// </summary>
public sealed record TokenClaims
{
    /// <summary>The issuer of tokens that are kept in secrets of the type <c>kubernetes.io/service-account-token</c>.</summary>
    public const string LegacyIssuer = "kubernetes/serviceaccount";

    /// <summary>What user names of service accounts begin with.</summary>
    public const string UserPrefix = "system:serviceaccount:";

    /// <summary><c>iss</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>sub</c>: the user name.</summary>
    public string Subject => $"{UserPrefix}{Namespace}:{ServiceAccount.Name}";

    /// <summary><c>aud</c>.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary><c>exp</c>.</summary>
    public long? Expires { get; init; }

    /// <summary><c>iat</c>.</summary>
    public long? IssuedAt { get; init; }

    /// <summary><c>nbf</c>.</summary>
    public long? NotBefore { get; init; }

    /// <summary><c>jti</c>: the token's own name, by which logs tell it from others.</summary>
    public string Id { get; init; } = "";

    /// <summary>The service account's namespace, and that of the pod and secret.</summary>
    public required string Namespace { get; init; }

    /// <summary>The service account.</summary>
    public required ObjectIdentity ServiceAccount { get; init; }

    /// <summary>The pod that the token is bound to.</summary>
    public ObjectIdentity? Pod { get; init; }

    /// <summary>The secret that the token is bound to.</summary>
    public ObjectIdentity? Secret { get; init; }

    /// <summary>The node that the token is bound to; with a pod, the node that the pod was on.</summary>
    public ObjectIdentity? Node { get; init; }

    /// <summary>From when on the token should no longer be used, although it holds for longer.</summary>
    public long? WarnAfter { get; init; }

    /// <summary>Whether this is a secret's token.</summary>
    public bool IsLegacy => Issuer == LegacyIssuer;
}
