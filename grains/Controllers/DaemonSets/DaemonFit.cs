using System.Runtime.CompilerServices;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;
using Orchestrator.Grains.Scheduling.Reading;
using Taint = Orchestrator.Grains.Scheduling.Model.Taint;
using Toleration = Orchestrator.Grains.Scheduling.Model.Toleration;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>
/// On which nodes a daemon set's pods belong: by name, labels and taints, whatever room there is (<c>NodeShouldRunDaemonPod</c>); finding room, or waiting for it, is the
/// scheduler's part.
/// </summary>
internal sealed class DaemonFit
{
    private static readonly ConditionalWeakTable<DaemonSet, DaemonFit> Known = [];

    private readonly string? _nodeName;
    private readonly KeyValuePair<string, string>[] _selector;
    private readonly NodeTerm[]? _terms;
    private readonly Toleration[] _tolerations;

    private DaemonFit(DaemonSet set)
    {
        var spec = set.Spec.Template.Spec;
        _nodeName = string.IsNullOrEmpty(spec.NodeName) ? null : spec.NodeName;
        _selector = [.. spec.NodeSelector ?? []];
        _terms = NodeTerms.Required(spec.Affinity?.NodeAffinity);
        _tolerations = [.. DaemonTolerations.Of(spec).Select(t => new Toleration(t.Key ?? "", t.Operator ?? "", t.Value ?? "", t.Effect ?? "", t.TolerationSeconds))];
    }

    /// <summary>Of a daemon set; made once for each state of it.</summary>
    public static DaemonFit Of(DaemonSet set) => Known.GetValue(set, static key => new DaemonFit(key));

    /// <summary>Whether a change of a node can matter to any daemon set.</summary>
    public static bool MayChange(Node before, Node after) =>
        (NodeReader.Changes(before, after) & (ClusterEventKinds.NodeLabels | ClusterEventKinds.NodeTaints)) != ClusterEventKinds.None;

    /// <summary>Whether a pod should be made for the node, and whether one that is there may stay: a taint NoSchedule keeps new ones away, NoExecute takes those that are there.</summary>
    public (bool Run, bool Stay) On(SchedulingNode node)
    {
        if ((_nodeName is not null && _nodeName != node.Name) || !MatchesLabels(node))
        {
            return (false, false);
        }

        var (run, stay) = (true, true);
        foreach (var taint in node.Taints)
        {
            if (taint.Effect is Taint.NoSchedule or Taint.NoExecute && !Toleration.Any(_tolerations, taint))
            {
                run = false;
                stay &= taint.Effect != Taint.NoExecute;
            }
        }

        return (run, stay);
    }

    private bool MatchesLabels(SchedulingNode node)
    {
        foreach (var (key, value) in _selector)
        {
            if (!node.Labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return _terms is null || Array.Exists(_terms, term => term.Matches(node));
    }
}
