using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Silo.Pki;

/// <summary>A certificate with its private key, as PEM text.</summary>
/// <param name="CertificatePem">The certificate.</param>
/// <param name="KeyPem">The private key, PKCS #8.</param>
public sealed record IssuedCertificate(string CertificatePem, string KeyPem)
{
    /// <summary>The certificate in the form that TLS streams take; the caller disposes it.</summary>
    public X509Certificate2 ToX509() => X509Certificate2.CreateFromPem(CertificatePem, KeyPem);
}
