using System.Text.Json;

namespace Orchestrator.Silo.Discovery;

/// <summary>The list of paths that a server answers at its root.</summary>
internal static class PathIndex
{
    private static readonly string[] Documents =
    [
        "/.well-known/openid-configuration", "/apis/", "/healthz", "/healthz/ping", "/livez", "/livez/ping", "/metrics", "/openapi/v2", "/openapi/v3", "/openapi/v3/",
        "/openid/v1/jwks", "/readyz", "/readyz/ping", "/readyz/shutdown", "/version",
    ];

    /// <summary>The document, with the paths of discovery among the others.</summary>
    public static byte[] Document(IEnumerable<string> discovery)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartArray("paths");
            foreach (var path in discovery.Concat(Documents).Order(StringComparer.Ordinal))
            {
                json.WriteStringValue(path);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
