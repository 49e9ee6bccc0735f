using Orchestrator.Api.Validation;

namespace Orchestrator.Silo.Authorization.Impersonation;

/// <summary>The service account that a user name stands for: <c>system:serviceaccount:NAMESPACE:NAME</c>.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name.</param>
internal readonly record struct ServiceAccountName(string Namespace, string Name)
{
    private const string Prefix = "system:serviceaccount:";

    /// <summary>The groups that every token of the account has.</summary>
    public string[] Groups => ["system:serviceaccounts", $"system:serviceaccounts:{Namespace}"];

    /// <summary>Whether a user name is one of a service account.</summary>
    public static bool TryParse(string user, out ServiceAccountName account)
    {
        account = default;
        if (!user.StartsWith(Prefix, StringComparison.Ordinal) || user[Prefix.Length..].Split(':') is not [var ns, var name]
            || NameRules.Dns1123Label(ns).Count > 0 || NameRules.Dns1123Subdomain(name).Count > 0)
        {
            return false;
        }

        account = new ServiceAccountName(ns, name);
        return true;
    }
}
