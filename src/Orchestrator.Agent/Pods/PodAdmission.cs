using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>What kubelet refuses at its door although the pod is bound to the node.</summary>
internal static class PodAdmission
{
    /// <summary>The reason for which the pod fails at once, or null.</summary>
    public static WaitingReason? Check(Pod pod, IEnumerable<Pod> others)
    {
        var wanted = HostPorts(pod).ToList();
        if (wanted.Count == 0)
        {
            return null;
        }

        foreach (var other in others)
        {
            foreach (var taken in HostPorts(other))
            {
                if (wanted.Exists(w => w.Port == taken.Port && w.Protocol == taken.Protocol && (w.Ip == taken.Ip || IsAny(w.Ip) || IsAny(taken.Ip))))
                {
                    return new WaitingReason("NodePorts", "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports");
                }
            }
        }

        return null;
    }

    private static bool IsAny(string ip) => ip is "" or "0.0.0.0" or "::";

    private static IEnumerable<(int Port, string Protocol, string Ip)> HostPorts(Pod pod) =>
        pod.AllContainers().SelectMany(static c => c.Ports ?? []).Where(static p => p.HostPort > 0).Select(static p => (p.HostPort!.Value, p.Protocol ?? "TCP", p.HostIP ?? ""));
}
