using System.Text;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>The pod's /etc/hosts and /etc/resolv.conf, which the agent manages as kubelet does.</summary>
internal static class PodFiles
{
    private const string HostResolvConf = "/etc/resolv.conf";

    public static void Write(PodServices services, Pod pod, IReadOnlyList<string> addresses)
    {
        WriteIfChanged(services.Directories.Hosts(pod.Uid()), Hosts(pod, addresses));
        WriteIfChanged(services.Directories.ResolvConf(pod.Uid()), ResolvConf(pod));
    }

    private static string Hosts(Pod pod, IReadOnlyList<string> addresses)
    {
        var text = new StringBuilder();
        if (pod.UsesHostNetwork())
        {
            text.Append("# Kubernetes-managed hosts file (host network).\n").Append(File.Exists("/etc/hosts") ? File.ReadAllText("/etc/hosts") : "");
        }
        else
        {
            text.Append("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n")
                .Append("fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n");
            var names = pod.Spec.Subdomain is { Length: > 0 } subdomain
                ? $"{pod.Hostname()}.{subdomain}.{pod.Metadata.Namespace}.svc.cluster.local\t{pod.Hostname()}"
                : pod.Hostname();
            foreach (var address in addresses)
            {
                text.Append(address).Append('\t').Append(names).Append('\n');
            }
        }

        if (pod.Spec.HostAliases is { Count: > 0 } aliases)
        {
            text.Append("\n# Entries added by HostAliases.\n");
            foreach (var alias in aliases)
            {
                text.Append(alias.Ip).Append('\t').AppendJoin('\t', alias.Hostnames ?? []).Append('\n');
            }
        }

        return text.ToString();
    }

    // With dnsPolicy None the pod says everything; otherwise the machine's settings, until the cluster has a DNS of its own, with the pod's added.
    private static string ResolvConf(Pod pod)
    {
        var (servers, searches, options) = (new List<string>(), new List<string>(), new List<string>());
        if (pod.Spec.DnsPolicy != "None" && File.Exists(HostResolvConf))
        {
            foreach (var line in File.ReadLines(HostResolvConf))
            {
                var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                var list = words is [] ? null : words[0] switch { "nameserver" => servers, "search" => searches, "options" => options, _ => null };
                list?.AddRange(words.Skip(1));
            }
        }

        servers.AddRange(pod.Spec.DnsConfig?.Nameservers ?? []);
        searches.AddRange(pod.Spec.DnsConfig?.Searches ?? []);
        options.AddRange((pod.Spec.DnsConfig?.Options ?? []).Select(static o => o.Value is { Length: > 0 } value ? $"{o.Name}:{value}" : o.Name ?? ""));

        var text = new StringBuilder();
        if (searches.Count > 0)
        {
            text.Append("search ").AppendJoin(' ', searches.Distinct(StringComparer.Ordinal)).Append('\n');
        }

        foreach (var server in servers.Distinct(StringComparer.Ordinal))
        {
            text.Append("nameserver ").Append(server).Append('\n');
        }

        if (options.Count > 0)
        {
            text.Append("options ").AppendJoin(' ', options.Distinct(StringComparer.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    // Written in place: running containers have these very files mounted.
    private static void WriteIfChanged(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path) || File.ReadAllText(path) != content)
        {
            File.WriteAllText(path, content);
        }
    }
}
