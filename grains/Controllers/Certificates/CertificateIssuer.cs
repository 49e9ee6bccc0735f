using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>Signs certificates that were asked for (<c>PermissiveSigningPolicy</c>): the subject, the key and the alternative names as asked, everything else as the policy says.</summary>
internal sealed class CertificateIssuer(X509Certificate2 authority)
{
    /// <summary>How long a certificate holds at most, and when nothing else is asked for (<c>--cluster-signing-duration</c>).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    /// <summary>How long before now it begins to hold, since clocks differ.</summary>
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);

    /// <summary>Below this the time before now is not taken off the end.</summary>
    private static readonly TimeSpan ShortLived = TimeSpan.FromHours(8);

    /// <summary>The certificate, PEM.</summary>
    public string Issue(RequestedCertificate asked, IReadOnlyList<string> usages, int? expirationSeconds, DateTimeOffset now)
    {
        var request = new CertificateRequest(asked.Names, asked.Key, HashAlgorithmName.SHA256);
        foreach (var extension in CertificateUsages.Extensions(usages))
        {
            request.CertificateExtensions.Add(extension);
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (asked.Alternatives is { } alternatives)
        {
            request.CertificateExtensions.Add(alternatives);
        }

        var duration = Duration(expirationSeconds);
        var end = now + (duration < ShortLived ? duration : duration - Backdate);
        var last = new DateTimeOffset(authority.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] &= 0x7f; // a serial number is positive (RFC 5280, 4.1.2.2)
        using var certificate = request.Create(authority.SubjectName, Generator(), now - Backdate, end < last ? end : last, serial);
        return certificate.ExportCertificatePem() + "\n";
    }

    private static TimeSpan Duration(int? seconds) =>
        seconds is null ? Longest
        : TimeSpan.FromSeconds(seconds.Value) is var asked && asked > Longest ? Longest
        : asked < Shortest ? Shortest
        : asked;

    private X509SignatureGenerator Generator() =>
        authority.GetECDsaPrivateKey() is { } curve ? X509SignatureGenerator.CreateForECDsa(curve)
        : X509SignatureGenerator.CreateForRSA(authority.GetRSAPrivateKey()!, RSASignaturePadding.Pkcs1);
}
