namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>How service-account tokens are made and checked.</summary>
public sealed record ServiceAccountTokenOptions
{
    /// <summary>The <c>iss</c> claim (a real server's <c>--service-account-issuer</c>; this is kubeadm's value).</summary>
    public string Issuer { get; init; } = "https://kubernetes.default.svc.cluster.local";

    /// <summary>The audiences that stand for the API (<c>--api-audiences</c>); the issuer when there are none.</summary>
    public IReadOnlyList<string> ApiAudiences { get; init; } = [];

    /// <summary>The age at which a key stops signing and a new one begins; null for only when asked.</summary>
    public TimeSpan? KeyLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <summary>The audiences that stand for the API.</summary>
    public IReadOnlyList<string> Audiences => ApiAudiences.Count > 0 ? ApiAudiences : [Issuer];
}
