using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>A bearer token, with a hash by which it is looked up: so the time that a look-up takes says nothing about a token's text, and no table keeps texts.</summary>
/// <param name="Text">The token.</param>
/// <param name="Hash">Its hash, salted anew in each process.</param>
internal readonly record struct BearerToken(ReadOnlyMemory<char> Text, UInt128 Hash)
{
    /// <summary>More than any token needs; a real one of a service account has about 1,000.</summary>
    private const int MostBytes = 16 * 1024;
    private const int SaltBytes = 16;
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(SaltBytes);

    /// <summary>A token, or null when it is longer than any.</summary>
    public static BearerToken? Of(ReadOnlyMemory<char> text)
    {
        if (text.Length > MostBytes)
        {
            return null;
        }

        Span<byte> salted = stackalloc byte[SaltBytes + 2048];
        var most = SaltBytes + Encoding.UTF8.GetMaxByteCount(text.Length);
        salted = most <= salted.Length ? salted : new byte[most];
        Salt.CopyTo(salted);
        var count = Encoding.UTF8.GetBytes(text.Span, salted[SaltBytes..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(salted[..(SaltBytes + count)], hash);
        return new BearerToken(text, BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }
}
