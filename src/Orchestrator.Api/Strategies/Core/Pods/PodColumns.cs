using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>The table of pods.</summary>
internal static class PodColumns
{
    private const string None = "<none>";

    public static readonly IReadOnlyList<TableColumn> All =
    [
        Columns.Name<Pod>(),
        Columns.Text<Pod>("Ready", pod => PodSummary.Of(pod).Ready, "How many of the pod's containers are ready"),
        Columns.Text<Pod>("Status", pod => PodSummary.Of(pod).Status, "What the pod is doing, or why it is not running"),
        new TableColumn<Pod>("Restarts", (pod, now) => PodSummary.Of(pod).RestartsText(now), Description: "How often containers were restarted, and when the last time"),
        Columns.Age<Pod>(),
        Columns.Wide<Pod>("IP", pod => pod.Status.PodIPs is [var first, ..] ? first.Ip : pod.Status.PodIP is { Length: > 0 } ip ? ip : None, "The pod's address"),
        Columns.Wide<Pod>("Node", pod => pod.Spec.NodeName is { Length: > 0 } node ? node : None, "The node that the pod is bound to"),
        Columns.Wide<Pod>("Nominated Node", pod => pod.Status.NominatedNodeName is { Length: > 0 } node ? node : None, "The node on which room is being made for the pod"),
        Columns.Wide<Pod>("Readiness Gates", ReadinessGates, "How many of the pod's readiness gates are passed"),
    ];

    private static string ReadinessGates(Pod pod)
    {
        var gates = pod.Spec.ReadinessGates ?? [];
        return gates.Count == 0
            ? None
            : $"{gates.Count(gate => pod.Status.Conditions?.Exists(c => c.Type == gate.ConditionType && c.Status == "True") == true)}/{gates.Count}";
    }
}
