using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Writes claims as a token's payload, in the order of their names.</summary>
internal static class TokenPayloadWriter
{
    /// <summary>The payload.</summary>
    public static byte[] Write(TokenClaims claims)
    {
        using var buffer = new PooledBufferWriter();
        using (var json = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            json.WriteStartObject();
            if (claims.IsLegacy)
            {
                WriteLegacy(json, claims);
            }
            else
            {
                WriteBound(json, claims);
            }

            json.WriteString("sub"u8, claims.Subject);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBound(Utf8JsonWriter json, TokenClaims claims)
    {
        json.WriteStartArray("aud"u8);
        foreach (var audience in claims.Audiences)
        {
            json.WriteStringValue(audience);
        }

        json.WriteEndArray();
        WriteTime(json, "exp"u8, claims.Expires);
        WriteTime(json, "iat"u8, claims.IssuedAt);
        json.WriteString("iss"u8, claims.Issuer);
        json.WriteString("jti"u8, claims.Id);
        json.WriteStartObject("kubernetes.io"u8);
        json.WriteString("namespace"u8, claims.Namespace);
        WriteIdentity(json, "node"u8, claims.Node);
        WriteIdentity(json, "pod"u8, claims.Pod);
        WriteIdentity(json, "secret"u8, claims.Secret);
        WriteIdentity(json, "serviceaccount"u8, claims.ServiceAccount);
        WriteTime(json, "warnafter"u8, claims.WarnAfter);
        json.WriteEndObject();
        WriteTime(json, "nbf"u8, claims.NotBefore);
    }

    private static void WriteLegacy(Utf8JsonWriter json, TokenClaims claims)
    {
        json.WriteString("iss"u8, claims.Issuer);
        json.WriteString("kubernetes.io/serviceaccount/namespace"u8, claims.Namespace);
        json.WriteString("kubernetes.io/serviceaccount/secret.name"u8, claims.Secret!.Value.Name);
        json.WriteString("kubernetes.io/serviceaccount/service-account.name"u8, claims.ServiceAccount.Name);
        json.WriteString("kubernetes.io/serviceaccount/service-account.uid"u8, claims.ServiceAccount.Uid);
    }

    private static void WriteTime(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? seconds)
    {
        if (seconds is { } value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteIdentity(Utf8JsonWriter json, ReadOnlySpan<byte> name, ObjectIdentity? identity)
    {
        if (identity is not { } value)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("name"u8, value.Name);
        if (value.Uid.Length > 0)
        {
            json.WriteString("uid"u8, value.Uid);
        }

        json.WriteEndObject();
    }
}
