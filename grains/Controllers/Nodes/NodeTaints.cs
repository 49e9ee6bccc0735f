using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>
/// The taints that a node's conditions and its <c>spec.unschedulable</c> stand for (<c>node_lifecycle_controller.go</c>). Pure.
/// Those that keep pods away (NoSchedule) follow the conditions at once. Those that drive pods out (NoExecute) go and change at once as well, but come at a limited
/// rate: see <see cref="ZoneEvictionController"/>.
/// </summary>
internal static class NodeTaints
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string Unschedulable = "node.kubernetes.io/unschedulable";
    public const string NoExecute = "NoExecute";
    private const string NoSchedule = "NoSchedule";

    private static readonly HashSet<string> Managed = new(StringComparer.Ordinal)
    {
        NotReady, Unreachable, Unschedulable, "node.kubernetes.io/memory-pressure", "node.kubernetes.io/disk-pressure", "node.kubernetes.io/pid-pressure",
        "node.kubernetes.io/network-unavailable",
    };

    /// <summary>The taints that the node should have: others' as they are, its conditions' added or taken away. Null when they are so already.</summary>
    public static List<Taint>? Wanted(Node node, DateTime now) => With(node, OfConditions(node, DrivesOut(node)), now);

    /// <summary>The taints of a node that is not ready and whose pods are to leave. Null when they are so already.</summary>
    public static List<Taint>? DrivingOut(Node node, DateTime now) => With(node, OfConditions(node, drivesOut: true), now);

    /// <summary>The taints of a node that is not ready and whose pods stay nonetheless. Null when they are so already.</summary>
    public static List<Taint>? LettingStay(Node node, DateTime now) => With(node, OfConditions(node, drivesOut: false), now);

    /// <summary>Whether the node has a taint that drives its pods out because it is not ready.</summary>
    public static bool DrivesOut(Node node) => node.Spec.Taints?.Exists(static taint => taint.Key is NotReady or Unreachable && taint.Effect == NoExecute) == true;

    /// <summary>Status of the condition Ready; Unknown when there is none.</summary>
    public static string ReadyStatus(Node node) => Ready(node)?.Status ?? "Unknown";

    /// <summary>The condition Ready, or null.</summary>
    public static NodeCondition? Ready(Node node) => node.Status.Conditions?.Find(static condition => condition.Type == "Ready");

    private static List<Taint>? With(Node node, List<Taint> conditions, DateTime now)
    {
        var present = node.Spec.Taints ?? [];
        var missing = conditions.FindAll(wanted => !present.Exists(taint => Same(taint, wanted)));
        var kept = present.FindAll(taint => !Managed.Contains(taint.Key) || conditions.Exists(wanted => Same(taint, wanted)));
        if (missing.Count == 0 && kept.Count == present.Count)
        {
            return null;
        }

        foreach (var taint in missing)
        {
            taint.TimeAdded = Timestamp.Seconds(now);
        }

        return [.. kept, .. missing];
    }

    private static List<Taint> OfConditions(Node node, bool drivesOut)
    {
        var taints = new List<Taint>();
        var ready = Ready(node);
        if (ready is not { Status: "True" })
        {
            // One that has never told anything is not ready, but no reason to drive anything out.
            var key = ready is null or { Status: "False" } ? NotReady : Unreachable;
            taints.Add(new Taint { Key = key, Effect = NoSchedule });
            if (ready is not null && drivesOut)
            {
                taints.Add(new Taint { Key = key, Effect = NoExecute });
            }
        }

        if (node.Spec.Unschedulable == true)
        {
            taints.Add(new Taint { Key = Unschedulable, Effect = NoSchedule });
        }

        foreach (var condition in node.Status.Conditions ?? [])
        {
            if (condition.Status == "True" && OfPressure(condition.Type) is { } pressure)
            {
                taints.Add(new Taint { Key = pressure, Effect = NoSchedule });
            }
        }

        return taints;
    }

    private static string? OfPressure(string condition) => condition switch
    {
        "MemoryPressure" => "node.kubernetes.io/memory-pressure",
        "DiskPressure" => "node.kubernetes.io/disk-pressure",
        "PIDPressure" => "node.kubernetes.io/pid-pressure",
        "NetworkUnavailable" => "node.kubernetes.io/network-unavailable",
        _ => null,
    };

    private static bool Same(Taint a, Taint b) => a.Key == b.Key && a.Effect == b.Effect;
}
