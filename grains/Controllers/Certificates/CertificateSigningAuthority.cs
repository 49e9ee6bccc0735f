using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>The authority by which the control plane signs certificates that were asked for.</summary>
/// <param name="Certificate">Its certificate with its key; null where nothing is to be signed.</param>
public sealed record CertificateSigningAuthority(X509Certificate2? Certificate);
