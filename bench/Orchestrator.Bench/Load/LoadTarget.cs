using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Bench.Load;

/// <summary>Where the load goes and as whom.</summary>
/// <param name="EndPoint">The server's address.</param>
/// <param name="Authority">The server's certificate is signed by this, or null to accept any (a baseline with a throw-away certificate).</param>
/// <param name="ClientCertificate">The caller, or null.</param>
public sealed record LoadTarget(IPEndPoint EndPoint, X509Certificate2? Authority, X509Certificate2? ClientCertificate);
