using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.Counting;

/// <summary>What a pod that carries a term wants of it.</summary>
internal enum TermKind
{
    /// <summary>Required anti-affinity: pods that match stay away.</summary>
    Repels,

    /// <summary>Required affinity: pods that match are welcome.</summary>
    Needs,

    /// <summary>Preferred, either way.</summary>
    Prefers,
}

/// <summary>A term that pods on nodes carry: equal for equal terms of any number of pods.</summary>
internal readonly record struct CarriedTerm(TermKind Kind, PodTerm Term, int Weight);

/// <summary>How many pods carry a term, by topology domain.</summary>
internal sealed class TermCarrier(CarriedTerm carried, TopologyIndex topology)
{
    private int[] _pods = [];

    /// <summary>The term.</summary>
    public CarriedTerm Carried { get; } = carried;

    /// <summary>Its domains.</summary>
    public TopologyIndex Topology { get; } = topology;

    /// <summary>How many pods carry it, wherever they are.</summary>
    public int Total { get; private set; }

    /// <summary>How many pods carry it in the node's domain; 0 when the node is in none.</summary>
    public int Near(int node)
    {
        var domain = Topology.Of(node);
        return (uint)domain < (uint)_pods.Length ? _pods[domain] : 0;
    }

    /// <summary>Counts a pod in, or out.</summary>
    public void Add(int node, int pods)
    {
        Total += pods;
        var domain = Topology.Of(node);
        if (domain == TopologyIndex.None)
        {
            return;
        }

        if (domain >= _pods.Length)
        {
            Array.Resize(ref _pods, Math.Max(Topology.Count, _pods.Length * 2));
        }

        _pods[domain] += pods;
    }
}
