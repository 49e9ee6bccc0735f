using System.Security.Cryptography;

namespace Orchestrator.Silo.Discovery;

/// <summary>A discovery document, encoded once.</summary>
/// <param name="contentType">Its Content-Type.</param>
/// <param name="body">Its bytes.</param>
internal sealed class DiscoveryDocument(string contentType, byte[] body)
{
    /// <summary>The Content-Type.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>The bytes.</summary>
    public byte[] Body { get; } = body;

    /// <summary>The ETag: a hash of the bytes in quotes.</summary>
    public string ETag { get; } = $"\"{Convert.ToHexString(SHA512.HashData(body))}\"";
}
