using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;

namespace Orchestrator.Grains.Tests.Scheduling.Properties;

/// <summary>
/// What the plugins mean, written down plainly: every question is answered by looking at all nodes and all pods. Slow, and independent of everything that the scheduler keeps.
/// </summary>
/// <param name="nodes">The nodes with their pods; may be a list that changes.</param>
internal sealed class PlainDefinitions(IReadOnlyList<SchedulingNode> nodes)
{
    private static readonly INamespaceLabels Namespaces = new NoLabels();

    private IEnumerable<SchedulingNode> Nodes => nodes.Where(n => n.Exists);

    /// <summary>The score of each node that fits, by its name.</summary>
    public Dictionary<string, long> Scores(PodInfo pod)
    {
        var fitting = Nodes.Where(n => Fits(pod, n)).ToList();
        var total = fitting.ToDictionary(n => n.Name, n => Least(pod, n) + Balanced(pod, n));
        Add(total, fitting, 3, Reversed(fitting.ConvertAll(n => (long)n.Taints.Count(t => t.Effect == Taint.PreferNoSchedule && !Toleration.Any(pod.Requirements.Tolerations, t)))));
        Add(total, fitting, 2, Upwards(fitting.ConvertAll(n => pod.Requirements.PreferredTerms.Where(t => t.Term.Matches(n)).Sum(t => (long)t.Weight))));
        Add(total, fitting, 2, Spread(pod, fitting));
        Add(total, fitting, 2, Affinity(pod, fitting));
        return total;
    }

    public bool Fits(PodInfo pod, SchedulingNode node) =>
        TaintToleration.Tolerates(pod.Requirements, node)
        && NodeAffinity.Matches(pod.Requirements, node)
        && node.Pods.Count < node.AllowedPods
        && node.Pods.Sum(p => p.Requirements.Requests.MilliCpu) + pod.Requirements.Requests.MilliCpu <= node.Allocatable.MilliCpu
        && node.Pods.Sum(p => p.Requirements.Requests.Memory) + pod.Requirements.Requests.Memory <= node.Allocatable.Memory
        && pod.Relations.Spread.Where(c => c.Hard).All(c => KeepsSkew(pod, c, node))
        && HasAffinity(pod, node)
        && !pod.Relations.RequiredAntiAffinity.Any(t => Near(node, t.TopologyKey).Any(p => t.Pods.Matches(p.Traits, Namespaces)))
        && !Everybody().Any(o => o.Pod.Relations.RequiredAntiAffinity.Any(t => Same(o.Node, node, t.TopologyKey) && t.Pods.Matches(pod.Traits, Namespaces)));

    private bool HasAffinity(PodInfo pod, SchedulingNode node)
    {
        var terms = pod.Relations.RequiredAffinity;
        bool Wanted(PodTraits traits) => terms.All(t => t.Pods.Matches(traits, Namespaces));
        if (!terms.All(t => node.Labels.ContainsKey(t.TopologyKey)))
        {
            return false;
        }

        var first = !terms.Any(t => Everybody().Any(o => o.Node.Labels.ContainsKey(t.TopologyKey) && Wanted(o.Pod.Traits)));
        return terms.All(t => Near(node, t.TopologyKey).Any(p => Wanted(p.Traits))) || (first && Wanted(pod.Traits));
    }

    private bool KeepsSkew(PodInfo pod, SpreadConstraint constraint, SchedulingNode node)
    {
        if (!node.Labels.TryGetValue(constraint.TopologyKey, out var own))
        {
            return false;
        }

        var counted = Counted(pod, constraint, hard: true).ToList();
        var domains = counted.GroupBy(n => n.Labels[constraint.TopologyKey]).ToDictionary(g => g.Key, g => g.Sum(n => Matching(n, constraint)));
        var least = domains.Count < constraint.MinDomains ? 0 : domains.Values.DefaultIfEmpty(int.MaxValue).Min();
        var self = constraint.Pods.Matches(pod.Traits, Namespaces) ? 1 : 0;
        return (long)domains.GetValueOrDefault(own) + self - least <= constraint.MaxSkew;
    }

    private IEnumerable<SchedulingNode> Counted(PodInfo pod, SpreadConstraint constraint, bool hard) => Nodes.Where(n =>
        pod.Relations.Spread.Where(c => c.Hard == hard).All(c => n.Labels.ContainsKey(c.TopologyKey))
        && (!constraint.HonorsAffinity || NodeAffinity.Matches(pod.Requirements, n))
        && (!constraint.HonorsTaints || TaintToleration.Tolerates(pod.Requirements, n)));

    private List<long> Spread(PodInfo pod, List<SchedulingNode> fitting)
    {
        var soft = pod.Relations.Spread.Where(c => !c.Hard).ToList();
        if (soft.Count == 0)
        {
            return fitting.ConvertAll(_ => 0L);
        }

        bool Considered(SchedulingNode n) => soft.TrueForAll(c => n.Labels.ContainsKey(c.TopologyKey));
        var raw = new Dictionary<string, long>();
        foreach (var node in fitting.Where(Considered))
        {
            double score = 0;
            foreach (var constraint in soft)
            {
                var size = constraint.TopologyKey == "kubernetes.io/hostname"
                    ? fitting.Count(Considered)
                    : fitting.Where(Considered).Select(n => n.Labels[constraint.TopologyKey]).Distinct().Count();
                var pods = Counted(pod, constraint, hard: false).Where(n => Same(n, node, constraint.TopologyKey)).Sum(n => Matching(n, constraint));
                score += (pods * Math.Log(size + 2)) + constraint.MaxSkew - 1;
            }

            raw[node.Name] = (long)Math.Round(score, MidpointRounding.AwayFromZero);
        }

        var highest = raw.Values.DefaultIfEmpty().Max();
        var lowest = raw.Values.DefaultIfEmpty().Min();
        return fitting.ConvertAll(n => !raw.TryGetValue(n.Name, out var s) ? 0 : highest == 0 ? 100 : 100 * (highest + lowest - s) / highest);
    }

    private List<long> Affinity(PodInfo pod, List<SchedulingNode> fitting)
    {
        var raw = fitting.ConvertAll(node =>
            pod.Relations.Preferred.Sum(t => (long)t.Weight * Near(node, t.Term.TopologyKey).Count(p => t.Term.Pods.Matches(p.Traits, Namespaces)))
            + Everybody().Sum(o =>
                o.Pod.Relations.Preferred.Where(t => Same(o.Node, node, t.Term.TopologyKey) && t.Term.Pods.Matches(pod.Traits, Namespaces)).Sum(t => (long)t.Weight)
                + o.Pod.Relations.RequiredAffinity.Count(t => Same(o.Node, node, t.TopologyKey) && t.Pods.Matches(pod.Traits, Namespaces))));
        var (lowest, highest) = (raw.DefaultIfEmpty().Min(), raw.DefaultIfEmpty().Max());
        return raw.ConvertAll(s => highest == lowest ? 0 : (long)(100 * ((s - lowest) / (double)(highest - lowest))));
    }

    private IEnumerable<(PodInfo Pod, SchedulingNode Node)> Everybody() => Nodes.SelectMany(n => n.Pods.Select(p => (p, n)));

    private IEnumerable<PodInfo> Near(SchedulingNode node, string key) => Everybody().Where(o => Same(o.Node, node, key)).Select(o => o.Pod);

    private static bool Same(SchedulingNode a, SchedulingNode b, string key) =>
        a.Labels.TryGetValue(key, out var x) && b.Labels.TryGetValue(key, out var y) && x == y;

    private static int Matching(SchedulingNode node, SpreadConstraint constraint) => node.Pods.Count(p => constraint.Pods.Matches(p.Traits, Namespaces));

    private static long Least(PodInfo pod, SchedulingNode node)
    {
        var cpu = node.Pods.Sum(p => p.Requirements.ScoringRequests.MilliCpu) + pod.Requirements.ScoringRequests.MilliCpu;
        var memory = node.Pods.Sum(p => p.Requirements.ScoringRequests.Memory) + pod.Requirements.ScoringRequests.Memory;
        long Score(long taken, long all) => taken > all ? 0 : (all - taken) * 100 / all;
        return (Score(cpu, node.Allocatable.MilliCpu) + Score(memory, node.Allocatable.Memory)) / 2;
    }

    private static long Balanced(PodInfo pod, SchedulingNode node)
    {
        double Share(Func<Resources, long> of) => Math.Min(1, (node.Pods.Sum(p => of(p.Requirements.Requests)) + of(pod.Requirements.Requests)) / (double)of(node.Allocatable));
        return (long)((1 - (Math.Abs(Share(r => r.MilliCpu) - Share(r => r.Memory)) / 2)) * 100);
    }

    private static List<long> Upwards(List<long> raw) => raw.ConvertAll(r => raw.Max() == 0 ? 0 : r * 100 / raw.Max());

    private static List<long> Reversed(List<long> raw) => raw.ConvertAll(r => 100 - (raw.Max() == 0 ? 0 : r * 100 / raw.Max()));

    private static void Add(Dictionary<string, long> total, List<SchedulingNode> nodes, int weight, List<long> scores)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            total[nodes[i].Name] += weight * scores[i];
        }
    }

    private sealed class NoLabels : INamespaceLabels
    {
        public IReadOnlyDictionary<string, string> Of(string namespaceName) => new Dictionary<string, string>();
    }
}
