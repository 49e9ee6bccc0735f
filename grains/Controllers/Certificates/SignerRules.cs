namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>What each signer of the control plane certifies, in the words of a real one's refusals (<c>signer.go</c>, <c>ValidateKubelet...CSR</c>).</summary>
internal static class SignerRules
{
    private const string Nodes = "system:nodes";
    private const string NodePrefix = "system:node:";
    private const string KeyEncipherment = "key encipherment";

    private static readonly string[] Client = ["client auth", "digital signature", KeyEncipherment];
    private static readonly string[] Serving = ["digital signature", KeyEncipherment, "server auth"];

    /// <summary>Whether the control plane is the signer.</summary>
    public static bool Knows(string signer) =>
        signer is KubernetesSigners.Client or KubernetesSigners.KubeletClient or KubernetesSigners.KubeletServing or KubernetesSigners.LegacyUnknown;

    /// <summary>Why the signer does not sign the request; null when it does.</summary>
    public static string? Refusal(string signer, RequestedCertificate request, IReadOnlyList<string> usages) => signer switch
    {
        KubernetesSigners.Client => OfClient(usages),
        KubernetesSigners.KubeletClient => OfKubeletClient(request, usages),
        KubernetesSigners.KubeletServing => OfKubeletServing(request, usages),
        _ => null,
    };

    private static string? OfClient(IReadOnlyList<string> usages)
    {
        foreach (var usage in usages)
        {
            if (!Client.Contains(usage))
            {
                return $"invalid usage for client certificate: {usage}";
            }
        }

        return usages.Contains("client auth") ? null : "missing required usage for client certificate: client auth";
    }

    private static string? OfKubeletClient(RequestedCertificate request, IReadOnlyList<string> usages)
    {
        var names = request.CountAlternatives();
        return OfOrganization(request)
            ?? (names.Dns > 0 ? "DNS subjectAltNames are not allowed" : null)
            ?? (names.Emails > 0 ? "Email subjectAltNames are not allowed" : null)
            ?? (names.Addresses > 0 ? "IP subjectAltNames are not allowed" : null)
            ?? (names.Uris > 0 ? "URI subjectAltNames are not allowed" : null)
            ?? OfName(request)
            ?? OfUsages(usages, Client);
    }

    private static string? OfKubeletServing(RequestedCertificate request, IReadOnlyList<string> usages)
    {
        var names = request.CountAlternatives();
        return OfOrganization(request)
            ?? (names.Dns == 0 && names.Addresses == 0 ? "DNS or IP subjectAltName is required" : null)
            ?? (names.Emails > 0 ? "Email subjectAltNames are not allowed" : null)
            ?? (names.Uris > 0 ? "URI subjectAltNames are not allowed" : null)
            ?? OfUsages(usages, Serving)
            ?? OfName(request);
    }

    private static string? OfOrganization(RequestedCertificate request) =>
        request.Subject.Organizations is [Nodes] ? null : "subject organization is not system:nodes";

    private static string? OfName(RequestedCertificate request) =>
        request.Subject.CommonName.StartsWith(NodePrefix, StringComparison.Ordinal) ? null : "subject common name does not begin with system:node:";

    /// <summary>All of them, or all but the one that only RSA keys need.</summary>
    private static string? OfUsages(IReadOnlyList<string> usages, string[] required)
    {
        var asked = usages.ToHashSet(StringComparer.Ordinal);
        return asked.SetEquals(required) || asked.SetEquals(required.Where(static usage => usage != KeyEncipherment))
            ? null
            : $"usages did not match [{string.Join(' ', required)}]";
    }
}
