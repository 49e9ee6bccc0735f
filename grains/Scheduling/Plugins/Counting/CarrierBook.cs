using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>The terms that pods on nodes carry, and which of them mean a given pod.</summary>
internal sealed class CarrierBook(Func<string, TopologyIndex> topology, INamespaceLabels namespaces)
{
    private readonly Dictionary<CarriedTerm, TermCarrier> _carriers = [];
    private readonly Dictionary<PodTraits, TermCarrier[]> _meant = new(ReferenceEqualityComparer.Instance);

    /// <summary>Raised when a term comes that nobody carried before, or one goes that nobody carries any more.</summary>
    public int Version { get; private set; }

    /// <summary>The carried terms that mean a pod.</summary>
    public TermCarrier[] Meaning(PodTraits pod)
    {
        if (_carriers.Count == 0)
        {
            return [];
        }

        if (!_meant.TryGetValue(pod, out var carriers))
        {
            if (_meant.Count == MaxKnown)
            {
                _meant.Clear();
            }

            carriers = [.. _carriers.Values.Where(c => c.Carried.Term.Pods.Matches(pod, namespaces))];
            _meant.Add(pod, carriers);
        }

        return carriers;
    }

    /// <summary>Counts a pod's terms in, or out.</summary>
    public void Add(PodRelations relations, int node, int pods)
    {
        foreach (var term in relations.RequiredAntiAffinity)
        {
            Add(new CarriedTerm(TermKind.Repels, term, 0), node, pods);
        }

        foreach (var term in relations.RequiredAffinity)
        {
            Add(new CarriedTerm(TermKind.Needs, term, 0), node, pods);
        }

        foreach (var preferred in relations.Preferred)
        {
            Add(new CarriedTerm(TermKind.Prefers, preferred.Term, preferred.Weight), node, pods);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _carriers.Clear();
        _meant.Clear();
        Version++;
    }

    private void Add(CarriedTerm carried, int node, int pods)
    {
        if (!_carriers.TryGetValue(carried, out var carrier))
        {
            carrier = new TermCarrier(carried, topology(carried.Term.TopologyKey));
            _carriers.Add(carried, carrier);
            SetChanged();
        }

        carrier.Add(node, pods);
        if (carrier.Total == 0)
        {
            _carriers.Remove(carried);
            SetChanged();
        }
    }

    private const int MaxKnown = 16_384;

    private void SetChanged()
    {
        _meant.Clear();
        Version++;
    }
}
