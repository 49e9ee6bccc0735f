using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Orchestrator.Silo.Authentication;

/// <summary>Bearer tokens from the static token file. Tokens are looked up by hash, so that the time taken says nothing about their text.</summary>
internal sealed class BearerTokenAuthenticator : IAuthenticator
{
    private const string Prefix = "Bearer ";
    private const int MostTokenBytes = 2048;
    private readonly FrozenDictionary<UInt128, UserInfo> _users;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(16);

    /// <param name="users">The users by token.</param>
    public BearerTokenAuthenticator(IReadOnlyDictionary<string, UserInfo> users) =>
        _users = users.ToFrozenDictionary(user => Hash(user.Key), user => user.Value);

    /// <inheritdoc/>
    public AuthenticationResult Authenticate(HttpContext context)
    {
        var values = context.Request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } header || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticationResult.None;
        }

        return _users.TryGetValue(Hash(header.AsSpan(Prefix.Length).Trim()), out var user) ? AuthenticationResult.Of(user) : AuthenticationResult.Wrong;
    }

    private UInt128 Hash(ReadOnlySpan<char> token)
    {
        Span<byte> salted = stackalloc byte[16 + MostTokenBytes];
        _salt.CopyTo(salted);
        if (!Encoding.UTF8.TryGetBytes(token, salted[16..], out var count))
        {
            return UInt128.Zero; // longer than any token of ours
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(salted[..(16 + count)], hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
