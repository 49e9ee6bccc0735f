using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Allocation;

/// <summary>
/// What the pod asks for must be free on the node, a place among its pods included; what a pod does not ask for is not looked at. Scores by the profile's strategy.
/// </summary>
internal sealed class NodeResourcesFit(PluginContext context) : INodeFilterPlugin, INodeScorePlugin, IQueueingHints
{
    private readonly FitArgs _args = FitArgs.Read(context.Args);
    private readonly FitRejections _rejections = new();

    public string Name => "NodeResourcesFit";

    public bool DependsOnPods => true;

    public IReadOnlyList<QueueingHint> Hints { get; } =
    [
        new(ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeAllocatable, static (pod, change) => change.Node is null || CouldHold(pod.Requirements, change.Node)),
        new(ClusterEventKinds.PodRemoved),
        new(ClusterEventKinds.PodUpdated, static (_, change) => change.Before is null || change.Pod is null || !ReferenceEquals(change.Before.Requirements, change.Pod.Requirements)),
    ];

    bool INodeFilterPlugin.Concerns(PodRequirements pod) => true;

    bool INodeScorePlugin.Concerns(PodRequirements pod) => true;

    public Rejection? Filter(PodRequirements pod, SchedulingNode node)
    {
        var asked = pod.Requests;
        var lacking = Lack.None;
        lacking |= node.Pods.Count >= node.AllowedPods ? Lack.Pods : Lack.None;
        if (asked.MilliCpu == 0 && asked.Memory == 0 && asked.EphemeralStorage == 0 && asked.Extended is null)
        {
            return lacking == Lack.None ? null : _rejections.Of(lacking);
        }

        var (taken, all) = (node.Requested, node.Allocatable);
        lacking |= Missing(asked.MilliCpu, taken.MilliCpu, all.MilliCpu, Lack.Cpu, Lack.CpuEver);
        lacking |= Missing(asked.Memory, taken.Memory, all.Memory, Lack.Memory, Lack.MemoryEver);
        lacking |= Missing(asked.EphemeralStorage, taken.EphemeralStorage, all.EphemeralStorage, Lack.Storage, Lack.StorageEver);
        return asked.Extended is not null ? WithExtended(asked.Extended, node, lacking) : lacking == Lack.None ? null : _rejections.Of(lacking);
    }

    public long Score(PodRequirements pod, SchedulingNode node) => _args.Score(pod, node);

    /// <summary>Whether the node, if it were empty, could hold such a pod.</summary>
    private static bool CouldHold(PodRequirements pod, SchedulingNode node) =>
        pod.Requests.MilliCpu <= node.Allocatable.MilliCpu
        && pod.Requests.Memory <= node.Allocatable.Memory
        && pod.Requests.EphemeralStorage <= node.Allocatable.EphemeralStorage
        && (pod.Requests.Extended?.All(e => e.Value <= node.Allocatable.Of(e.Key)) ?? true);

    private static Lack Missing(long asked, long taken, long allocatable, Lack now, Lack ever) =>
        asked == 0 || asked <= allocatable - taken ? Lack.None : asked > allocatable ? now | ever : now;

    private Rejection? WithExtended(IReadOnlyDictionary<string, long> asked, SchedulingNode node, Lack lacking)
    {
        List<string>? names = null;
        foreach (var (name, amount) in asked)
        {
            var lack = _args.Ignores(name) ? Lack.None : Missing(amount, node.Requested.Of(name), node.Allocatable.Of(name), Lack.Extended, Lack.ExtendedEver);
            if (lack != Lack.None)
            {
                (names ??= []).Add(name);
                lacking |= lack;
            }
        }

        return lacking == Lack.None ? null : _rejections.Of(lacking, names);
    }
}
