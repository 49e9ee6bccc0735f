using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>The compact form of a signed token (RFC 7515, 3.1): header, payload and signature, each in base64url, with dots between.</summary>
/// <param name="SignedBytes">What is signed: the first two parts as they stand.</param>
/// <param name="Header">The header, JSON.</param>
/// <param name="Payload">The payload, JSON.</param>
/// <param name="Signature">The signature.</param>
internal sealed record CompactJws(byte[] SignedBytes, byte[] Header, byte[] Payload, byte[] Signature)
{
    private const int MostCharacters = 16 * 1024;

    /// <summary>Takes a token apart; null when it does not have the form.</summary>
    public static CompactJws? Parse(string token)
    {
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var second = first < 0 ? -1 : token.IndexOf('.', first + 1);
        if (second < 0 || token.Length > MostCharacters || token.IndexOf('.', second + 1) >= 0)
        {
            return null;
        }

        return Decode(token.AsSpan(0, first)) is { } header
            && Decode(token.AsSpan(first + 1, second - first - 1)) is { } payload
            && Decode(token.AsSpan(second + 1)) is { } signature
                ? new CompactJws(Encoding.ASCII.GetBytes(token, 0, second), header, payload, signature)
                : null;
    }

    /// <summary>The signing input of a new token.</summary>
    public static string Unsigned(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload) => $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";

    /// <summary>The algorithm and the key that the header names; null when it names none or has extensions that must be understood.</summary>
    public (string Algorithm, string KeyId)? ReadHeader()
    {
        try
        {
            using var header = JsonDocument.Parse(Header);
            var root = header.RootElement;
            return root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("crit", out _)
                && root.TryGetProperty("alg", out var algorithm) && algorithm.ValueKind == JsonValueKind.String
                && root.TryGetProperty("kid", out var key) && key.ValueKind == JsonValueKind.String
                    ? (algorithm.GetString()!, key.GetString()!)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<char> part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return part.IndexOfAny("= \r\n\t") < 0 && Base64Url.DecodeFromChars(part, bytes, out _, out var count) == OperationStatus.Done ? bytes[..count] : null;
    }
}
