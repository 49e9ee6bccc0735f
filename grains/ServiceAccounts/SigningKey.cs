using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>
/// A key that signs tokens, or once did: ECDSA on P-256 (ES256), which signs 20 times faster than RSA and is made in no time. Its id is the hash of its public half,
/// as a real server's is.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    /// <summary>The name of the algorithm in tokens.</summary>
    public const string Algorithm = "ES256";

    private readonly Lock _lock = new(); // the platform does not promise that one key can be used from many threads
    private readonly ECDsa _key;
    private readonly byte[] _header;

    private SigningKey(ECDsa key, bool canSign)
    {
        _key = key;
        CanSign = canSign;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        Id = Base64Url.EncodeToString(SHA256.HashData(PublicKey));
        _header = Encoding.UTF8.GetBytes($"{{\"alg\":\"{Algorithm}\",\"kid\":\"{Id}\"}}");
    }

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; }

    /// <summary>Whether the private half is known.</summary>
    public bool CanSign { get; }

    /// <summary>The public half, a DER SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>Makes a new key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), canSign: true);

    /// <summary>A key of which both halves are known.</summary>
    public static SigningKey FromPrivate(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new SigningKey(key, canSign: true);
    }

    /// <summary>A key that can only verify.</summary>
    public static SigningKey FromPublic(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return new SigningKey(key, canSign: false);
    }

    /// <summary>The private half, PKCS#8.</summary>
    public byte[] ExportPrivate() => _key.ExportPkcs8PrivateKey();

    /// <summary>The coordinates of the public half.</summary>
    public (byte[] X, byte[] Y) ExportPoint()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return (point.X!, point.Y!);
    }

    /// <summary>Makes a token of a payload.</summary>
    public string Sign(ReadOnlySpan<byte> payload)
    {
        var unsigned = CompactJws.Unsigned(_header, payload);
        lock (_lock)
        {
            return $"{unsigned}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256))}";
        }
    }

    /// <summary>Whether this key signed the token.</summary>
    public bool Verifies(CompactJws token)
    {
        lock (_lock)
        {
            return _key.VerifyData(token.SignedBytes, token.Signature, HashAlgorithmName.SHA256);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
