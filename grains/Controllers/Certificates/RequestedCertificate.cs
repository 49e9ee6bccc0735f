using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Grains.Objects.Admission.Certificates;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>What a request for a certificate (PKCS#10) asks for.</summary>
/// <param name="Subject">Whom the certificate is to name.</param>
/// <param name="Names">The subject as it stands in the request.</param>
/// <param name="Key">The key that it is to certify.</param>
/// <param name="Alternatives">The extension with alternative names; null when there is none.</param>
internal sealed record RequestedCertificate(RequestSubject Subject, X500DistinguishedName Names, PublicKey Key, X509Extension? Alternatives)
{
    private const string AlternativesOid = "2.5.29.17";

    /// <summary>Reads a request in PEM.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static RequestedCertificate Read(byte[] pem)
    {
        var subject = RequestSubject.Read(pem);
        var request = CertificateRequest.LoadSigningRequestPem(
            Encoding.ASCII.GetString(pem),
            HashAlgorithmName.SHA256,
            CertificateRequestLoadOptions.SkipSignatureValidation | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        var alternatives = request.CertificateExtensions.FirstOrDefault(static extension => extension.Oid?.Value == AlternativesOid);
        return new RequestedCertificate(subject, request.SubjectName, request.PublicKey, alternatives);
    }

    /// <summary>How many alternative names of each kind there are.</summary>
    /// <exception cref="CryptographicException">The extension cannot be read.</exception>
    public AlternativeNames CountAlternatives()
    {
        var names = default(AlternativeNames);
        if (Alternatives is null)
        {
            return names;
        }

        try
        {
            var reader = new AsnReader(Alternatives.RawData, AsnEncodingRules.DER).ReadSequence();
            while (reader.HasData)
            {
                // GeneralName (RFC 5280, 4.2.1.6): 1 rfc822Name, 2 dNSName, 6 uniformResourceIdentifier, 7 iPAddress.
                names = reader.PeekTag().TagValue switch
                {
                    1 => names with { Emails = names.Emails + 1 },
                    2 => names with { Dns = names.Dns + 1 },
                    6 => names with { Uris = names.Uris + 1 },
                    7 => names with { Addresses = names.Addresses + 1 },
                    _ => names,
                };
                reader.ReadEncodedValue();
            }

            return names;
        }
        catch (AsnContentException malformed)
        {
            throw new CryptographicException(malformed.Message, malformed);
        }
    }

    /// <summary>Numbers of alternative names.</summary>
    internal readonly record struct AlternativeNames(int Dns, int Addresses, int Emails, int Uris);
}
