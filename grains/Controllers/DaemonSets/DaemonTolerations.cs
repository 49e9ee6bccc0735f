using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// What daemon pods tolerate without being told to (<c>AddOrUpdateDaemonPodTolerations</c>): they stay on nodes that fail, and come to nodes that are short of something or closed
/// to others.
/// </summary>
internal static class DaemonTolerations
{
    private static readonly Toleration[] Always =
    [
        New("not-ready", "NoExecute"), New("unreachable", "NoExecute"), New("disk-pressure", "NoSchedule"), New("memory-pressure", "NoSchedule"),
        New("pid-pressure", "NoSchedule"), New("unschedulable", "NoSchedule"),
    ];

    private static readonly Toleration NetworkUnavailable = New("network-unavailable", "NoSchedule");

    /// <summary>The template's tolerations and these, each once.</summary>
    public static List<Toleration> Of(PodSpec spec)
    {
        List<Toleration> tolerations = [.. spec.Tolerations ?? []];
        foreach (var toleration in spec.HostNetwork == true ? Always.Append(NetworkUnavailable) : Always)
        {
            tolerations.RemoveAll(other => other.Key == toleration.Key && other.Effect == toleration.Effect && other.Operator == "Exists" && string.IsNullOrEmpty(other.Value));
            tolerations.Add(toleration);
        }

        return tolerations;
    }

    private static Toleration New(string key, string effect) => new() { Key = "node.kubernetes.io/" + key, Operator = "Exists", Effect = effect };
}
