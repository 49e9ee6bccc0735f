using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>The documents by which others verify service-account tokens (OpenID Connect Discovery 1.0; JSON Web Key Set, RFC 7517).</summary>
internal static class OpenIdDocuments
{
    /// <summary><c>/.well-known/openid-configuration</c>.</summary>
    public static byte[] Configuration(string issuer, string keysAddress) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("issuer"u8, issuer);
        json.WriteString("jwks_uri"u8, keysAddress);
        WriteList(json, "response_types_supported"u8, "id_token");
        WriteList(json, "subject_types_supported"u8, "public");
        WriteList(json, "id_token_signing_alg_values_supported"u8, ServiceAccountTokens.SigningAlgorithm);
        json.WriteEndObject();
    });

    /// <summary><c>/openid/v1/jwks</c>.</summary>
    public static byte[] Keys(IReadOnlyList<PublicKey> keys) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("keys"u8);
        foreach (var key in keys)
        {
            json.WriteStartObject();
            json.WriteString("use"u8, "sig"u8);
            json.WriteString("kty"u8, "EC"u8);
            json.WriteString("kid"u8, key.Id);
            json.WriteString("crv"u8, "P-256"u8);
            json.WriteString("alg"u8, key.Algorithm);
            json.WriteString("x"u8, System.Buffers.Text.Base64Url.EncodeToString(key.X));
            json.WriteString("y"u8, System.Buffers.Text.Base64Url.EncodeToString(key.Y));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, string value)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new PooledBufferWriter();
        using (var json = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
