using System.Text;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Client.Kubeconfigs;

/// <summary>Reads the file by which kubectl finds a cluster.</summary>
public static class Kubeconfig
{
    /// <summary>The file that kubectl would take: the first of <c>KUBECONFIG</c>, else <c>~/.kube/config</c>.</summary>
    public static string DefaultPath =>
        System.Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator).FirstOrDefault(static p => p.Length > 0)
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".kube", "config");

    /// <summary>Reads one context, the current one unless named.</summary>
    /// <exception cref="InvalidDataException">It is no kubeconfig, or lacks what the context names.</exception>
    public static KubeCredentials Load(string? path = null, string? context = null)
    {
        path ??= DefaultPath;
        var yaml = new YamlStream();
        using (var text = File.OpenText(path))
        {
            yaml.Load(text);
        }

        var root = yaml.Documents is [{ RootNode: YamlMappingNode mapping }] ? mapping : throw new InvalidDataException($"{path} is no kubeconfig");
        var chosen = Named(root, "contexts", context ?? Text(root, "current-context") ?? "", "context");
        var cluster = Named(root, "clusters", Text(chosen, "cluster") ?? "", "cluster");
        var user = Named(root, "users", Text(chosen, "user") ?? "", "user");
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return KubeCredentials.FromPem(
            new Uri(Text(cluster, "server") ?? throw new InvalidDataException("the cluster has no server")),
            Pem(cluster, "certificate-authority", directory),
            Pem(user, "client-certificate", directory),
            Pem(user, "client-key", directory),
            Text(user, "token") ?? (Text(user, "tokenFile") is { } file ? File.ReadAllText(Path.Combine(directory, file)).Trim() : null)) with
        {
            Namespace = Text(chosen, "namespace") ?? "default",
            SkipVerification = Text(cluster, "insecure-skip-tls-verify") == "true",
        };
    }

    private static YamlMappingNode Named(YamlMappingNode root, string list, string name, string kind)
    {
        if (root.Children.TryGetValue(list, out var entries) && entries is YamlSequenceNode sequence)
        {
            foreach (var entry in sequence.OfType<YamlMappingNode>())
            {
                if (Text(entry, "name") == name && entry.Children.TryGetValue(kind, out var value) && value is YamlMappingNode found)
                {
                    return found;
                }
            }
        }

        throw new InvalidDataException($"the kubeconfig has no {kind} \"{name}\"");
    }

    // Inline as base64, or in a file.
    private static string? Pem(YamlMappingNode node, string key, string directory) =>
        Text(node, key + "-data") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
        : Text(node, key) is { } file ? File.ReadAllText(Path.Combine(directory, file))
        : null;

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) && value is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : null;
}
