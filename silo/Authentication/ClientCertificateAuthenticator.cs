using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Orchestrator.Silo.Authentication;

/// <summary>
/// Client certificates: signed by the cluster's authority, for client authentication. A certificate is verified once for its connection; that it has not ended is looked at
/// with every request, for connections live long.
/// </summary>
internal sealed class ClientCertificateAuthenticator(X509Certificate2 authority, TimeProvider time) : IAuthenticator
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private static readonly ConnectionIdentity NoCertificate = new(AuthenticationResult.None, DateTime.MaxValue);

    /// <inheritdoc/>
    public ValueTask<AuthenticationResult> AuthenticateAsync(HttpContext context)
    {
        var identity = context.Features.Get<ConnectionIdentity>() ?? NoCertificate;
        return ValueTask.FromResult(identity.Result.User is null || time.GetUtcNow().UtcDateTime < identity.Expires ? identity.Result : AuthenticationResult.Wrong);
    }

    /// <summary>Verifies each new connection's certificate, so that its requests only look the result up.</summary>
    public void Use(ListenOptions listen) => listen.Use(next => connection =>
    {
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        connection.Features.Set(certificate is null ? NoCertificate : Verify(certificate));
        return next(connection);
    });

    private ConnectionIdentity Verify(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // as a real server: certificates are revoked by expiry
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(ClientAuthentication));
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = time.GetLocalNow().DateTime;
        var result = chain.Build(certificate) && CertificateUsers.Of(certificate) is { } user ? AuthenticationResult.Of(user) : AuthenticationResult.Wrong;
        return new ConnectionIdentity(result, certificate.NotAfter.ToUniversalTime());
    }
}
