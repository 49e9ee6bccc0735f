using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Certificates;

/// <summary>Checks the certificate that a signer gives: PEM, and given once.</summary>
internal static class IssuedCertificateRules
{
    private const string Label = "CERTIFICATE";
    private static readonly FieldPath Path = FieldPath.Of("status", "certificate");

    public static void Validate(byte[]? certificate, byte[]? old, bool maySet, FieldErrors errors)
    {
        if (certificate.AsSpan().SequenceEqual(old))
        {
            return;
        }

        if (Problem(certificate ?? []) is { } problem)
        {
            errors.Invalid(Path, "<certificate data>", problem);
        }

        if (!maySet)
        {
            errors.Forbidden(Path, "updates may not set certificate content");
        }
        else if (old is { Length: > 0 })
        {
            errors.Forbidden(Path, "updates may not modify existing certificate content");
        }
    }

    private static string? Problem(byte[] pem)
    {
        var rest = Encoding.UTF8.GetString(pem).AsSpan();
        if (rest.IsEmpty)
        {
            return null;
        }

        var blocks = 0;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (!rest[fields.Label].SequenceEqual(Label))
            {
                return $"only {Label} PEM blocks are allowed, found {GoText.Quote(rest[fields.Label].ToString())}";
            }

            var der = new byte[fields.DecodedDataLength];
            Convert.TryFromBase64Chars(rest[fields.Base64Data], der, out _);
            if (!IsCertificate(der))
            {
                return "x509: malformed certificate";
            }

            blocks++;
            rest = rest[fields.Location.End..];
        }

        return blocks == 0 ? $"must contain at least one {Label} PEM block" : null;
    }

    private static bool IsCertificate(byte[] der)
    {
        try
        {
            X509CertificateLoader.LoadCertificate(der).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
