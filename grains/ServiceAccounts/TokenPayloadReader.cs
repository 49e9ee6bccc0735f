using System.Text.Json;

namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>Reads a token's payload. Called only for tokens whose signature holds, but for the issuer.</summary>
internal static class TokenPayloadReader
{
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    /// <summary>The <c>iss</c> claim of a payload that nobody has verified; null when it has none or is no JSON object.</summary>
    public static string? Issuer(byte[] payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, Shallow);
            return Text(document.RootElement, "iss");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The claims; null when they are not those of a service account.</summary>
    public static TokenClaims? Read(byte[] payload)
    {
        using var document = JsonDocument.Parse(payload, Shallow);
        var root = document.RootElement;
        var issuer = Text(root, "iss") ?? "";
        var claims = issuer == TokenClaims.LegacyIssuer ? ReadLegacy(root, issuer) : ReadBound(root, issuer);
        return claims?.Subject == Text(root, "sub") ? claims : null;
    }

    private static TokenClaims? ReadBound(JsonElement root, string issuer)
    {
        if (!root.TryGetProperty("kubernetes.io", out var bound) || Identity(bound, "serviceaccount") is not { } account || Text(bound, "namespace") is not { } ns)
        {
            return null;
        }

        return new TokenClaims
        {
            Issuer = issuer,
            Audiences = root.TryGetProperty("aud", out var audiences) ? [.. audiences.EnumerateArray().Select(audience => audience.GetString()!)] : [],
            Expires = Time(root, "exp"),
            IssuedAt = Time(root, "iat"),
            NotBefore = Time(root, "nbf"),
            Id = Text(root, "jti") ?? "",
            Namespace = ns,
            ServiceAccount = account,
            Pod = Identity(bound, "pod"),
            Secret = Identity(bound, "secret"),
            Node = Identity(bound, "node"),
            WarnAfter = Time(bound, "warnafter"),
        };
    }

    private static TokenClaims? ReadLegacy(JsonElement root, string issuer) =>
        Text(root, "kubernetes.io/serviceaccount/namespace") is { } ns
        && Text(root, "kubernetes.io/serviceaccount/service-account.name") is { } name
        && Text(root, "kubernetes.io/serviceaccount/service-account.uid") is { } uid
        && Text(root, "kubernetes.io/serviceaccount/secret.name") is { } secret
            ? new TokenClaims { Issuer = issuer, Namespace = ns, ServiceAccount = new(name, uid), Secret = new(secret, "") }
            : null;

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.String ? field.GetString() : null;

    private static long? Time(JsonElement value, string name) =>
        value.TryGetProperty(name, out var field) && field.TryGetInt64(out var seconds) ? seconds : null;

    private static ObjectIdentity? Identity(JsonElement value, string name) =>
        value.TryGetProperty(name, out var field) && Text(field, "name") is { } own ? new ObjectIdentity(own, Text(field, "uid") ?? "") : null;
}
