namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A topology spread constraint. Equal for equal constraints.</summary>
/// <param name="TopologyKey">The node label whose value is the domain.</param>
/// <param name="MaxSkew">How much more pods than the emptiest a domain may have.</param>
/// <param name="Hard">DoNotSchedule; otherwise ScheduleAnyway.</param>
/// <param name="MinDomains">With fewer domains than this the emptiest counts as having none.</param>
/// <param name="Pods">Which pods are counted.</param>
/// <param name="HonorsAffinity">Nodes that the pod's node selector and affinity exclude do not count (nodeAffinityPolicy).</param>
/// <param name="HonorsTaints">Nodes with taints that the pod does not tolerate do not count (nodeTaintsPolicy).</param>
internal sealed record SpreadConstraint(
    string TopologyKey, int MaxSkew, bool Hard, int MinDomains, PodSelector Pods, bool HonorsAffinity = true, bool HonorsTaints = false);
