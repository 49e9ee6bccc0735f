using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Client;

/// <summary>Where a cluster's API is, whom to trust there, and how to prove who one is.</summary>
public sealed record KubeCredentials
{
    /// <summary>The API server: <c>https://127.0.0.1:6443</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>The authorities that may have signed the server's certificate; null for those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The client certificate with its key.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>A bearer token.</summary>
    public string? Token { get; init; }

    /// <summary>Whether any server certificate will do (<c>insecure-skip-tls-verify</c>).</summary>
    public bool SkipVerification { get; init; }

    /// <summary>The namespace to use where none is given.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Makes credentials from PEM texts.</summary>
    public static KubeCredentials FromPem(Uri server, string? authorityPem, string? certificatePem = null, string? keyPem = null, string? token = null)
    {
        X509Certificate2Collection? authorities = null;
        if (authorityPem is not null)
        {
            authorities = [];
            authorities.ImportFromPem(authorityPem);
        }

        return new KubeCredentials
        {
            Server = server,
            Authorities = authorities,
            Certificate = certificatePem is not null && keyPem is not null ? X509Certificate2.CreateFromPem(certificatePem, keyPem) : null,
            Token = token,
        };
    }
}
