using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Scheduling.Plugins.PodAffinity;

/// <summary>Where pods with certain relations and traits may run. Kept for all such pods.</summary>
internal sealed class AffinityFilter : IPodFilter, IDisposable
{
    private static readonly Rejection NoAffinity = new("InterPodAffinity", "node(s) didn't match pod affinity rules") { Resolvable = false };
    private static readonly Rejection AntiAffinity = new("InterPodAffinity", "node(s) didn't match pod anti-affinity rules");
    private static readonly Rejection ExistingAntiAffinity = new("InterPodAffinity", "node(s) didn't satisfy existing pods anti-affinity rules");
    private readonly PodInfo _pod;
    private readonly INamespaceLabels _namespaces;
    private readonly DomainTally[] _wanted;
    private readonly DomainTally[] _avoided;
    private readonly TermCarrier[] _repelling;
    private readonly bool _matchesItself;
    private readonly int[] _wantedOff;
    private readonly int[] _avoidedOff;
    private readonly int[] _repellingOff;
    private bool _supposing;

    private AffinityFilter(PodInfo pod, PodBook book, TermCarrier[] repelling)
    {
        _pod = pod;
        _namespaces = book.Namespaces;
        _repelling = repelling;

        // A pod is near when it matches all of the terms, not one here and one there.
        var all = Array.ConvertAll(pod.Relations.RequiredAffinity, t => t.Pods);
        _wanted = Array.ConvertAll(pod.Relations.RequiredAffinity, t => book.Tally(all, t.TopologyKey));
        _avoided = Array.ConvertAll(pod.Relations.RequiredAntiAffinity, t => book.Tally([t.Pods], t.TopologyKey));
        _matchesItself = MatchesAll(pod.Traits);
        _wantedOff = new int[_wanted.Length];
        _avoidedOff = new int[_avoided.Length];
        _repellingOff = new int[repelling.Length];
    }

    /// <summary>Makes one; null when there is nothing to look at.</summary>
    public static AffinityFilter? Make(PodInfo pod, PodBook book, TermCarrier[] carriers)
    {
        var repelling = Array.FindAll(carriers, c => c.Carried.Kind == TermKind.Repels);
        return repelling.Length == 0 && pod.Relations.RequiredAffinity.Length == 0 && pod.Relations.RequiredAntiAffinity.Length == 0
            ? null
            : new AffinityFilter(pod, book, repelling);
    }

    /// <summary>Brings the counts up to date.</summary>
    public void Begin()
    {
        foreach (var tally in _wanted)
        {
            tally.Update();
        }

        foreach (var tally in _avoided)
        {
            tally.Update();
        }
    }

    /// <inheritdoc/>
    public Rejection? Filter(SchedulingNode node)
    {
        if (_wanted.Length > 0 && !HasWanted(node.Index))
        {
            return NoAffinity;
        }

        for (var i = 0; i < _avoided.Length; i++)
        {
            var domain = _avoided[i].Topology.Of(node.Index);
            if (domain != TopologyIndex.None && _avoided[i].In(domain) - _avoidedOff[i] > 0)
            {
                return AntiAffinity;
            }
        }

        for (var i = 0; i < _repelling.Length; i++)
        {
            if (_repelling[i].Near(node.Index) - _repellingOff[i] > 0)
            {
                return ExistingAntiAffinity;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Without(PodInfo pod, SchedulingNode node) => Suppose(pod, 1);

    /// <inheritdoc/>
    public void With(PodInfo pod, SchedulingNode node) => Suppose(pod, -1);

    /// <inheritdoc/>
    public void Reset()
    {
        if (_supposing)
        {
            _supposing = false;
            Array.Clear(_wantedOff);
            Array.Clear(_avoidedOff);
            Array.Clear(_repellingOff);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_wanted, t => t.Dispose());
        Array.ForEach(_avoided, t => t.Dispose());
    }

    /// <summary>Every term's label is on the node, and a pod that matches all is in each of the domains; or the pod is the first of its kind and would have itself near.</summary>
    private bool HasWanted(int node)
    {
        var near = true;
        for (var i = 0; i < _wanted.Length; i++)
        {
            var domain = _wanted[i].Topology.Of(node);
            if (domain == TopologyIndex.None)
            {
                return false;
            }

            near &= _wanted[i].In(domain) - _wantedOff[i] > 0;
        }

        return near || (_matchesItself && IsFirst());
    }

    private bool IsFirst()
    {
        for (var i = 0; i < _wanted.Length; i++)
        {
            if (_wanted[i].Total - _wantedOff[i] > 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Suppose(PodInfo pod, int pods)
    {
        _supposing = true;
        if (_wanted.Length > 0 && MatchesAll(pod.Traits))
        {
            for (var i = 0; i < _wanted.Length; i++)
            {
                _wantedOff[i] += pods;
            }
        }

        for (var i = 0; i < _avoided.Length; i++)
        {
            _avoidedOff[i] += _pod.Relations.RequiredAntiAffinity[i].Pods.Matches(pod.Traits, _namespaces) ? pods : 0;
        }

        for (var i = 0; i < _repelling.Length; i++)
        {
            _repellingOff[i] += pods * Times(pod.Relations.RequiredAntiAffinity, _repelling[i].Carried.Term);
        }
    }

    /// <summary>How often a pod carries a term: it is counted as often.</summary>
    private static int Times(PodTerm[] terms, PodTerm term)
    {
        var times = 0;
        foreach (var other in terms)
        {
            times += other == term ? 1 : 0;
        }

        return times;
    }

    private bool MatchesAll(PodTraits traits)
    {
        foreach (var term in _pod.Relations.RequiredAffinity)
        {
            if (!term.Pods.Matches(traits, _namespaces))
            {
                return false;
            }
        }

        return true;
    }
}
