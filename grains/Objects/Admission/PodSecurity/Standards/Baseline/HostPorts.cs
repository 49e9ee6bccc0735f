using System.Globalization;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No ports of the host.</summary>
internal static class HostPorts
{
    public static Violation? Check(PodView pod)
    {
        var ports = Wording.Set();
        var containers = new List<string>();
        foreach (var container in pod.Containers)
        {
            var taken = (container.Ports ?? []).Where(port => port.HostPort is > 0).Select(port => port.HostPort!.Value.ToString(CultureInfo.InvariantCulture)).ToList();
            if (taken.Count > 0)
            {
                containers.Add(container.Name);
                ports.UnionWith(taken);
            }
        }

        return containers.Count == 0
            ? null
            : new Violation(
                "hostPort",
                $"{Wording.Containers(containers)} {Wording.Plural("uses", "use", containers.Count)} {Wording.Plural("hostPort", "hostPorts", ports.Count)} {string.Join(", ", ports)}");
    }
}
