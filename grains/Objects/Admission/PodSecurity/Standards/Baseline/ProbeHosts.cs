namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>Probes and hooks call the pod, not whatever host they name: the node's agent calls for them.</summary>
internal static class ProbeHosts
{
    public static Violation? Check(PodView pod)
    {
        var containers = Wording.Set();
        var hosts = Wording.Set();
        foreach (var container in pod.Containers)
        {
            var named = Hosts(container).Where(host => !string.IsNullOrEmpty(host)).ToList();
            if (named.Count > 0)
            {
                containers.Add(container.Name);
                hosts.UnionWith(named!);
            }
        }

        return containers.Count == 0
            ? null
            : new Violation(
                "probe or lifecycle host",
                $"{Wording.Containers(containers)} {Wording.Plural("uses", "use", containers.Count)} {Wording.Plural("probe or lifecycle host", "probe or lifecycle hosts", hosts.Count)} {Wording.Quoted(hosts)}");
    }

    private static IEnumerable<string?> Hosts(ContainerView container)
    {
        foreach (var probe in new[] { container.Liveness, container.Readiness, container.Startup })
        {
            yield return probe?.HttpGet?.Host;
            yield return probe?.TcpSocket?.Host;
        }

        foreach (var hook in new[] { container.Lifecycle?.PostStart, container.Lifecycle?.PreStop })
        {
            yield return hook?.HttpGet?.Host;
            yield return hook?.TcpSocket?.Host;
        }
    }
}
