using System.Text;
using System.Text.Json;
using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>The registry credentials in a pod's <c>imagePullSecrets</c> (type <c>kubernetes.io/dockerconfigjson</c>).</summary>
internal static class PullSecrets
{
    private const string DefaultRegistry = "docker.io";

    /// <summary>Those for the image's registry, in the order of the secrets; a secret that is missing or malformed is passed over, as kubelet does.</summary>
    public static async Task<List<RegistryCredentials>> ForAsync(Pod pod, string image, IConfigSource config, CancellationToken cancellationToken)
    {
        var found = new List<RegistryCredentials>();
        foreach (var reference in pod.Spec.ImagePullSecrets ?? [])
        {
            var secret = await config.SecretAsync(pod.Metadata.Namespace ?? "", reference.Name ?? "", cancellationToken);
            if (secret?.Data?.GetValueOrDefault(".dockerconfigjson") is { } json)
            {
                found.AddRange(Read(json, Registry(image)));
            }
        }

        return found;
    }

    /// <summary>The host of an image's registry: the first element of its name if it looks like a host.</summary>
    internal static string Registry(string image)
    {
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : image[..slash];
        return first.Contains('.') || first.Contains(':') || first == "localhost" ? first : DefaultRegistry;
    }

    private static IEnumerable<RegistryCredentials> Read(byte[] json, string registry)
    {
        var found = new List<RegistryCredentials>();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("auths", out var auths) || auths.ValueKind != JsonValueKind.Object)
            {
                return found;
            }

            foreach (var entry in auths.EnumerateObject())
            {
                if (Host(entry.Name) == registry && Credentials(entry) is { } credentials)
                {
                    found.Add(credentials);
                }
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return found;
        }

        return found;
    }

    private static RegistryCredentials? Credentials(JsonProperty entry)
    {
        if (entry.Value.TryGetProperty("auth", out var auth) && auth.GetString() is { Length: > 0 } encoded)
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2) is [var user, var password] ? new(entry.Name, user, password) : null;
        }

        return entry.Value.TryGetProperty("username", out var name) && entry.Value.TryGetProperty("password", out var secret)
            ? new(entry.Name, name.GetString() ?? "", secret.GetString() ?? "")
            : null;
    }

    private static string Host(string server)
    {
        var start = server.IndexOf("://", StringComparison.Ordinal) is var scheme && scheme >= 0 ? scheme + 3 : 0;
        var host = server[start..].Split('/')[0];
        return host is "index.docker.io" or "registry-1.docker.io" ? DefaultRegistry : host;
    }
}
