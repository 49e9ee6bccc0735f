using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Silo.Hosting;

/// <summary>HTTP/1.1 and HTTP/2 over TLS, with client certificates asked for but not required, and the limits of a real server.</summary>
internal static class KestrelSetup
{
    private const int StreamsPerConnection = 1000; // one client may hold many watches; a real server allows 100 and clients open more connections
    private const int StreamWindowBytes = 1024 * 1024;
    private const int ConnectionWindowBytes = 4 * 1024 * 1024;
    private const int HeaderBytes = 64 * 1024;

    public static void Configure(KestrelServerOptions kestrel, SiloOptions options, ClusterPki pki, ClientCertificateAuthenticator certificates)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxRequestBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.MaxRequestLineSize = HeaderBytes; // selectors may be long
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = HeaderBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(30)); // but an agent's connection may be silent for long
        kestrel.Limits.MinResponseDataRate = null; // as is a watch
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = pki.Serving;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.CheckCertificateRevocation = false;
                // a certificate that does not hold is an authentication failure with a Status (401), not a broken handshake
                https.AllowAnyClientCertificate();
            });
            certificates.Use(listen);
        });
    }
}
