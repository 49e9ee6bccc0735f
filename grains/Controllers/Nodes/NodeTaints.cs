using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>The taints that a node's conditions and its <c>spec.unschedulable</c> stand for (<c>node_lifecycle_controller.go</c>). Pure.</summary>
internal static class NodeTaints
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    public const string Unschedulable = "node.kubernetes.io/unschedulable";

    private static readonly HashSet<string> Managed = new(StringComparer.Ordinal)
    {
        NotReady, Unreachable, Unschedulable, "node.kubernetes.io/memory-pressure", "node.kubernetes.io/disk-pressure", "node.kubernetes.io/pid-pressure",
        "node.kubernetes.io/network-unavailable",
    };

    /// <summary>The taints that the node should have: others' as they are, its conditions' added or taken away. Null when they are so already.</summary>
    public static List<Taint>? Wanted(Node node, DateTime now)
    {
        var present = node.Spec.Taints ?? [];
        var conditions = OfConditions(node).ToList();
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

    /// <summary>Status of the condition Ready; Unknown when there is none.</summary>
    public static string ReadyStatus(Node node) => node.Status.Conditions?.Find(c => c.Type == "Ready")?.Status ?? "Unknown";

    private static IEnumerable<Taint> OfConditions(Node node)
    {
        var key = ReadyStatus(node) switch { "True" => null, "False" => NotReady, _ => Unreachable };
        if (key is not null)
        {
            yield return new Taint { Key = key, Effect = "NoSchedule" };
            yield return new Taint { Key = key, Effect = "NoExecute" };
        }

        if (node.Spec.Unschedulable == true)
        {
            yield return new Taint { Key = Unschedulable, Effect = "NoSchedule" };
        }

        foreach (var condition in node.Status.Conditions ?? [])
        {
            if (condition.Status == "True" && OfPressure(condition.Type) is { } pressure)
            {
                yield return new Taint { Key = pressure, Effect = "NoSchedule" };
            }
        }
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
