using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Client.Http;

/// <summary>Makes HTTP clients for a cluster.</summary>
public static class KubeHttp
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>A client that speaks HTTP/2 over TLS, all requests over few connections; a dead connection is found out by pings. The caller disposes it.</summary>
    public static HttpClient Create(KubeCredentials credentials)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = credentials.Certificate is { } certificate ? [certificate] : null,
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                RemoteCertificateValidationCallback = Validation(credentials),
            },
        };
        var http = new HttpClient(handler)
        {
            BaseAddress = credentials.Server,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("orchestrator", "0.1"));
        if (credentials.Token is { } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return http;
    }

    private static RemoteCertificateValidationCallback? Validation(KubeCredentials credentials)
    {
        if (credentials.SkipVerification)
        {
            return static (_, _, _, _) => true;
        }

        return credentials.Authorities is not { } authorities ? null : (_, certificate, _, errors) =>
        {
            if (certificate is not X509Certificate2 server || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            {
                return false;
            }

            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(server);
        };
    }
}
