using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Silo.Authentication;

/// <summary>
/// Certificates as users: the common name is the user, each organization a group, and the attribute 1.3.6.1.4.1.57683.2 the uid
/// (<c>AllowParsingUserUIDFromCertAuth</c>, on since 1.34).
/// </summary>
internal static class CertificateUsers
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string Uid = "1.3.6.1.4.1.57683.2";
    private const string CredentialId = "authentication.kubernetes.io/credential-id";

    /// <summary>The user of a certificate; null when it names none, or the uid is empty or given twice.</summary>
    public static UserInfo? Of(X509Certificate2 certificate)
    {
        string? name = null;
        string? uid = null;
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                continue;
            }

            switch (part.GetSingleElementType().Value)
            {
                case CommonName:
                    name = part.GetSingleElementValue();
                    break;
                case Organization when part.GetSingleElementValue() is { } group:
                    groups.Add(group);
                    break;
                case Uid when uid is not null || string.IsNullOrEmpty(part.GetSingleElementValue()):
                    return null;
                case Uid:
                    uid = part.GetSingleElementValue();
                    break;
            }
        }

        groups.Add(UserInfo.AuthenticatedGroup);
        var credential = $"X509SHA256={Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))}";
        return string.IsNullOrEmpty(name)
            ? null
            : new UserInfo(name, uid ?? "", groups) { Extra = new Dictionary<string, string[]>(StringComparer.Ordinal) { [CredentialId] = [credential] } };
    }
}
