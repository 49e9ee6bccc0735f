using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Nodes;

/// <summary>The conditions of a node in kubelet's words (pkg/kubelet/nodestatus).</summary>
internal static class NodeConditions
{
    // kubelet's default hard eviction thresholds.
    private const long LowMemory = 100L * 1024 * 1024;
    private const double LowDisk = 0.1;
    private const int LowPids = 1000;

    /// <summary>All four conditions; the time of transition is kept where the status is.</summary>
    /// <param name="previous">Those of before.</param>
    /// <param name="runtimeProblem">Why the container runtime does not work, or null.</param>
    /// <param name="dataDirectory">A directory on the disk that pods use.</param>
    /// <param name="now">The time.</param>
    public static List<NodeCondition> Build(IReadOnlyList<NodeCondition> previous, string? runtimeProblem, string dataDirectory, DateTime now)
    {
        var disk = Machine.Disk(dataDirectory);
        return Build(
            previous, now, runtimeProblem,
            lowMemory: Machine.AvailableMemoryBytes < LowMemory,
            lowDisk: disk.AvailableFreeSpace < disk.TotalSize * LowDisk,
            lowPids: PidMaximum() - ProcessCount() < LowPids);
    }

    /// <summary>Of a node that has no troubles.</summary>
    public static List<NodeCondition> Healthy(DateTime now) => Build([], now, null, lowMemory: false, lowDisk: false, lowPids: false);

    private static List<NodeCondition> Build(IReadOnlyList<NodeCondition> previous, DateTime now, string? runtimeProblem, bool lowMemory, bool lowDisk, bool lowPids)
    {
        List<NodeCondition> conditions =
        [
            Pressure("MemoryPressure", lowMemory, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            Pressure("DiskPressure", lowDisk, "KubeletHasDiskPressure", "kubelet has disk pressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            Pressure("PIDPressure", lowPids, "KubeletHasInsufficientPID", "kubelet has insufficient PID available", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
            runtimeProblem is null
                ? new() { Type = "Ready", Status = "True", Reason = "KubeletReady", Message = "kubelet is posting ready status" }
                : new() { Type = "Ready", Status = "False", Reason = "KubeletNotReady", Message = $"container runtime is down: {runtimeProblem}" },
        ];
        foreach (var condition in conditions)
        {
            var before = previous.FirstOrDefault(c => c.Type == condition.Type);
            condition.LastHeartbeatTime = now;
            condition.LastTransitionTime = before?.Status == condition.Status ? before.LastTransitionTime : now;
        }

        return conditions;
    }

    private static NodeCondition Pressure(string type, bool under, string badReason, string bad, string goodReason, string good) =>
        new() { Type = type, Status = under ? "True" : "False", Reason = under ? badReason : goodReason, Message = under ? bad : good };

    private static int PidMaximum() => int.Parse(File.ReadAllText("/proc/sys/kernel/pid_max"), System.Globalization.CultureInfo.InvariantCulture);

    // "running/all" is the fourth field.
    private static int ProcessCount() => int.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[3].Split('/')[1], System.Globalization.CultureInfo.InvariantCulture);
}
