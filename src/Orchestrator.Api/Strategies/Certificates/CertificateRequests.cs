using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Orchestrator.Api.Strategies.Certificates;

/// <summary>Reads PKCS#10 requests in PEM.</summary>
internal static class CertificateRequests
{
    private const string Label = "CERTIFICATE REQUEST";
    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <summary>What is wrong with a request: its PEM, its structure or its signature; null when it is good.</summary>
    public static string? Problem(byte[] pem)
    {
        var text = Encoding.UTF8.GetString(pem);
        if (!PemEncoding.TryFind(text, out var fields) || !text.AsSpan()[fields.Label].SequenceEqual(Label))
        {
            return $"PEM block type must be {Label}";
        }

        var der = new byte[fields.DecodedDataLength];
        Convert.TryFromBase64Chars(text.AsSpan()[fields.Base64Data], der, out _);
        return Parse(der, CertificateRequestLoadOptions.SkipSignatureValidation) is not { } request
            ? "asn1: structure error: malformed certificate request"
            : Signature(request.PublicKey, der);
    }

    /// <summary>Other algorithms than these two this process cannot check; the signer will.</summary>
    private static string? Signature(PublicKey key, byte[] der) => key.Oid.Value switch
    {
        Rsa when Parse(der, CertificateRequestLoadOptions.Default) is null => "crypto/rsa: verification error",
        EllipticCurve when Parse(der, CertificateRequestLoadOptions.Default) is null => "x509: ECDSA verification failure",
        _ => null,
    };

    private static CertificateRequest? Parse(byte[] der, CertificateRequestLoadOptions options)
    {
        // Extensions are the signer's to judge; here they must only not be a reason to refuse.
        options |= CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions;
        try
        {
            var request = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256, out var read, options);
            return read == der.Length ? request : null;
        }
        catch (Exception refused) when (refused is CryptographicException or NotSupportedException)
        {
            return null;
        }
    }
}
