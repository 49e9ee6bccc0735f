using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Certificates;

/// <summary>Checks what a signing request asks for. What an older server let in may stay.</summary>
internal static class RequestValidation
{
    private const string LegacySigner = "kubernetes.io/legacy-unknown";
    private const int ShortestSeconds = 600;
    private static readonly FieldPath Path = FieldPath.Of("spec");

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature",
        "email protection", "encipher only", "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc",
        "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Spec(CertificateSigningRequestSpec spec, CertificateSigningRequestSpec? old, FieldErrors errors)
    {
        if (!ReferenceEquals(spec, old) && CertificateRequests.Problem(spec.Request ?? []) is { } problem)
        {
            errors.Invalid(Path.Child("request"), Convert.ToBase64String(spec.Request ?? []), problem);
        }

        CheckUsages(spec.Usages ?? [], old?.Usages ?? [], errors, Path.Child("usages"));
        if (spec.SignerName != LegacySigner)
        {
            DomainRules.SignerName(spec.SignerName, errors, Path.Child("signerName"));
        }
        else if (old?.SignerName != LegacySigner)
        {
            errors.Invalid(Path.Child("signerName"), spec.SignerName, "the legacy signerName is not allowed via this API version");
        }

        if (spec.ExpirationSeconds < ShortestSeconds)
        {
            errors.Invalid(Path.Child("expirationSeconds"), spec.ExpirationSeconds, $"may not specify a duration less than {ShortestSeconds} seconds (10 minutes)");
        }
    }

    private static void CheckUsages(List<string> usages, List<string> old, FieldErrors errors, FieldPath path)
    {
        if (usages.Count == 0)
        {
            errors.Required(path, "usages must be provided");
        }

        if (old.TrueForAll(usage => Usages.Contains(usage)))
        {
            for (var i = 0; i < usages.Count; i++)
            {
                FieldRules.OneOf(usages[i], Usages, errors, path.Index(i));
            }
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < usages.Count && old.Distinct(StringComparer.Ordinal).Count() == old.Count; i++)
        {
            if (!known.Add(usages[i]))
            {
                errors.Duplicate(path.Index(i), usages[i]);
            }
        }
    }
}
