using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Grains.Controllers.BootstrapTokens;

/// <summary>Signs a text with a bootstrap token, so that who holds the token can tell that the text is the cluster's: a compact JWS (HS256) without its payload.</summary>
internal static class DetachedSignature
{
    /// <summary>The signature: header and signature with two dots between.</summary>
    public static string Of(string text, string tokenId, byte[] tokenSecret)
    {
        var header = Encoding.UTF8.GetBytes($$"""{"alg":"HS256","kid":"{{tokenId}}"}""");
        var signature = HMACSHA256.HashData(tokenSecret, Encoding.ASCII.GetBytes(CompactJws.Unsigned(header, Encoding.UTF8.GetBytes(text))));
        return $"{Base64Url.EncodeToString(header)}..{Base64Url.EncodeToString(signature)}";
    }
}
