namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A node's taint.</summary>
internal readonly record struct Taint(string Key, string Value, string Effect)
{
    /// <summary>Pods that do not tolerate it are not scheduled here.</summary>
    public const string NoSchedule = "NoSchedule";

    /// <summary>Pods that do not tolerate it are rather scheduled elsewhere.</summary>
    public const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>Pods that do not tolerate it are not scheduled here, and evicted.</summary>
    public const string NoExecute = "NoExecute";

    /// <summary>The taint that <c>spec.unschedulable</c> stands for.</summary>
    public static Taint Unschedulable { get; } = new("node.kubernetes.io/unschedulable", "", NoSchedule);
}
