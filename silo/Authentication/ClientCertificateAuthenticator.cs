using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Orchestrator.Silo.Authentication;

/// <summary>
/// Client certificates: signed by the cluster's authority, for client authentication; the common name is the user, each organization a group.
/// </summary>
internal sealed class ClientCertificateAuthenticator(X509Certificate2 authority) : IAuthenticator
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly ConnectionIdentity NoCertificate = new(AuthenticationResult.None);

    /// <inheritdoc/>
    public AuthenticationResult Authenticate(HttpContext context) =>
        context.Features.Get<ConnectionIdentity>()?.Result ?? AuthenticationResult.None;

    /// <summary>Verifies each new connection's certificate, so that its requests only look the result up.</summary>
    public void Use(ListenOptions listen) => listen.Use(next => connection =>
    {
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        connection.Features.Set(certificate is null ? NoCertificate : new ConnectionIdentity(Verify(certificate)));
        return next(connection);
    });

    private AuthenticationResult Verify(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // as a real server: certificates are revoked by expiry
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(ClientAuthentication));
        return chain.Build(certificate) && Read(certificate.SubjectName) is { } user ? AuthenticationResult.Of(user) : AuthenticationResult.Wrong;
    }

    private static UserInfo? Read(X500DistinguishedName subject)
    {
        string? name = null;
        var groups = new List<string>();
        foreach (var part in subject.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                continue;
            }

            switch (part.GetSingleElementType().Value)
            {
                case CommonName:
                    name = part.GetSingleElementValue();
                    break;
                case Organization when part.GetSingleElementValue() is { } group:
                    groups.Add(group);
                    break;
            }
        }

        groups.Add(UserInfo.AuthenticatedGroup);
        return string.IsNullOrEmpty(name) ? null : new UserInfo(name, "", groups);
    }
}
