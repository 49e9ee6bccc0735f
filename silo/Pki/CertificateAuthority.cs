using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Silo.Pki;

/// <summary>The cluster's certificate authority: ECDSA on P-256, as kubeadm makes it with <c>encryptionAlgorithm: ECDSA-P256</c>.</summary>
internal sealed class CertificateAuthority(IssuedCertificate pem, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafLifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>The authority's own certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; } = pem.ToX509();

    /// <summary>Makes a new authority.</summary>
    public static IssuedCertificate Create(string commonName, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - ClockSkew, now + Lifetime);
        return new IssuedCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Issues a client certificate: the common name is the user, each organization a group (the API's X.509 authentication).</summary>
    public IssuedCertificate IssueClient(string user, IReadOnlyList<string> groups)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            subject.AddOrganizationName(group);
        }

        subject.AddCommonName(user);
        return Issue(subject.Build(), ClientAuthentication, null);
    }

    /// <summary>Issues a serving certificate for the names and addresses given.</summary>
    public IssuedCertificate IssueServing(IEnumerable<string> names, IEnumerable<IPAddress> addresses)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            alternatives.AddIpAddress(address);
        }

        return Issue(new X500DistinguishedName("CN=kube-apiserver"), ServerAuthentication, alternatives.Build());
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();

    private IssuedCertificate Issue(X500DistinguishedName subject, Oid usage, X509Extension? alternatives)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        if (alternatives is not null)
        {
            request.CertificateExtensions.Add(alternatives);
        }

        Span<byte> serial = stackalloc byte[16];
        RandomNumberGenerator.Fill(serial);
        serial[0] &= 0x7f; // a serial number is positive (RFC 5280, 4.1.2.2)
        var now = time.GetUtcNow();
        using var certificate = request.Create(Certificate, now - ClockSkew, now + LeafLifetime, serial);
        return new IssuedCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
