using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the projection of a certificate that the pod's node asks for in the pod's name.</summary>
internal static class PodCertificateRules
{
    private const int ShortestSeconds = 3600;
    private const int LongestSeconds = 91 * 86400;

    // The cluster's own signers do not sign for longer than a day.
    private const int LongestOfKubernetes = 86400;

    private static readonly string[] KeyTypes = ["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"];

    public static void Validate(PodCertificateProjection certificate, FieldErrors errors, FieldPath path)
    {
        DomainRules.SignerName(certificate.SignerName ?? "", errors, path.Child("signerName"));
        if (Array.IndexOf(KeyTypes, certificate.KeyType) < 0)
        {
            errors.NotSupported(path.Child("keyType"), certificate.KeyType ?? "", KeyTypes);
        }

        var longest = certificate.SignerName?.StartsWith("kubernetes.io/", StringComparison.Ordinal) == true ? LongestOfKubernetes : LongestSeconds;
        switch (certificate.MaxExpirationSeconds)
        {
            case < ShortestSeconds:
                errors.Invalid(path.Child("maxExpirationSeconds"), certificate.MaxExpirationSeconds, $"if provided, maxExpirationSeconds must be >= {ShortestSeconds}");
                break;
            case { } seconds when seconds > longest:
                errors.Invalid(path.Child("maxExpirationSeconds"), seconds, $"if provided, maxExpirationSeconds must be <= {longest}");
                break;
        }

        Files(certificate, errors, path);
    }

    /// <summary>The files that it writes.</summary>
    public static IEnumerable<string> Paths(PodCertificateProjection certificate) =>
        new[] { certificate.CredentialBundlePath, certificate.KeyPath, certificate.CertificateChainPath }.OfType<string>();

    private static void Files(PodCertificateProjection certificate, FieldErrors errors, FieldPath path)
    {
        var any = File(certificate.CredentialBundlePath, "credentialBundlePath", errors, path);
        any |= File(certificate.KeyPath, "keyPath", errors, path);
        any |= File(certificate.CertificateChainPath, "certificateChainPath", errors, path);
        if (!any)
        {
            errors.Required(path, "specify at least one of credentialBundlePath, keyPath, and certificateChainPath");
        }
    }

    private static bool File(string? file, string field, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(file))
        {
            return false;
        }

        ProjectionRules.FilePath(file, errors, path.Child(field));
        return true;
    }
}
