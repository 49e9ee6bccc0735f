using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.Authentication;

/// <summary>Service accounts as users.</summary>
internal static class ServiceAccountUsers
{
    private const string AllGroup = "system:serviceaccounts";
    private const string CredentialId = "authentication.kubernetes.io/credential-id";
    private const string PodName = "authentication.kubernetes.io/pod-name";
    private const string PodUid = "authentication.kubernetes.io/pod-uid";
    private const string NodeName = "authentication.kubernetes.io/node-name";
    private const string NodeUid = "authentication.kubernetes.io/node-uid";

    /// <summary>The user of a token.</summary>
    public static UserInfo Of(TokenClaims claims)
    {
        var extra = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Add(extra, CredentialId, claims.Id.Length > 0 ? $"JTI={claims.Id}" : "");
        Add(extra, NodeName, claims.Node?.Name);
        Add(extra, NodeUid, claims.Node?.Uid);
        Add(extra, PodName, claims.Pod?.Name);
        Add(extra, PodUid, claims.Pod?.Uid);
        return new UserInfo(claims.Subject, claims.ServiceAccount.Uid, [AllGroup, $"{AllGroup}:{claims.Namespace}", UserInfo.AuthenticatedGroup]) { Extra = extra };
    }

    private static void Add(Dictionary<string, string[]> extra, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            extra[name] = [value];
        }
    }
}
