using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Whom a request for a certificate is about.</summary>
/// <param name="CommonName">The subject's common name; empty when it has none.</param>
/// <param name="Organizations">Its organizations.</param>
internal sealed record RequestSubject(string CommonName, IReadOnlyList<string> Organizations)
{
    private const string CommonNameOid = "2.5.4.3";
    private const string OrganizationOid = "2.5.4.10";

    /// <summary>Reads a PKCS#10 request in PEM.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static RequestSubject Read(byte[] pem)
    {
        var text = Encoding.ASCII.GetString(pem);
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != "CERTIFICATE REQUEST")
        {
            throw new CryptographicException("PEM block type must be CERTIFICATE REQUEST");
        }

        CertificateRequest request;
        try
        {
            request = CertificateRequest.LoadSigningRequest(
                Convert.FromBase64String(text[fields.Base64Data]),
                HashAlgorithmName.SHA256,
                CertificateRequestLoadOptions.SkipSignatureValidation | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
        }
        catch (AsnContentException e)
        {
            throw new CryptographicException(e.Message, e);
        }

        return Read(request.SubjectName);
    }

    private static RequestSubject Read(X500DistinguishedName name)
    {
        var commonName = "";
        var organizations = new List<string>();
        foreach (var part in name.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            // A part of several values has no single type; certificates that name users have none such.
            if (part.HasMultipleElements)
            {
                throw new CryptographicException("a relative distinguished name has several values");
            }

            switch (part.GetSingleElementType().Value)
            {
                case CommonNameOid:
                    commonName = part.GetSingleElementValue() ?? "";
                    break;
                case OrganizationOid:
                    organizations.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }

        return new RequestSubject(commonName, organizations);
    }
}
