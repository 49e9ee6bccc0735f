using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources;

/// <summary>One attempt's claims: where those that are allocated can be used, and what the others would be given on each node.</summary>
/// <param name="claims">All claims of the pod.</param>
/// <param name="demands">Those that have to be allocated.</param>
/// <param name="books">Which devices are in use.</param>
internal sealed class ClaimsState(IReadOnlyList<ResourceClaim> claims, IReadOnlyList<ClaimDemand> demands, DeviceBooks books) : IPodFilter
{
    private static readonly Rejection NotThere = new(DynamicResourcesPlugin.PluginName, "resourceclaim not available on the node") { Resolvable = false };
    private static readonly Rejection TooFew = new(DynamicResourcesPlugin.PluginName, "cannot allocate all claims") { Resolvable = false };

    private readonly DeviceSet _devices = books.Inventory.Devices;
    private readonly Dictionary<string, Rejection> _problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AllocationResult[]? Results, Rejection? Rejection)> _byNode = new(StringComparer.Ordinal);

    private readonly (ResourceClaim Claim, NodeTerm[] Terms)[] _places =
    [
        .. from claim in claims
           where claim.Status.Allocation?.NodeSelector is not null
           select (claim, claim.Status.Allocation!.NodeSelector!.NodeSelectorTerms.Select(NodeTerms.Of).ToArray()),
    ];

    /// <summary>All claims of the pod.</summary>
    public IReadOnlyList<ResourceClaim> Claims => claims;

    /// <summary>Those that have to be allocated.</summary>
    public IReadOnlyList<ClaimDemand> Demands => demands;

    /// <summary>Allocated claims that some node was turned away for.</summary>
    public HashSet<ResourceClaim> Unavailable { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was reserved: the allocations of the demands, in their order; null before.</summary>
    public AllocationResult[]? Reserved { get; set; }

    /// <summary>What the demands would be given on a node.</summary>
    public AllocationResult[]? On(string node) => _byNode.TryGetValue(node, out var known) ? known.Results : null;

    /// <inheritdoc/>
    public Rejection? Filter(SchedulingNode node)
    {
        Rejection? rejection = null;
        foreach (var (claim, terms) in _places)
        {
            if (!Array.Exists(terms, term => term.Matches(node)))
            {
                Unavailable.Add(claim);
                rejection = NotThere;
            }
        }

        return rejection ?? (demands.Count == 0 ? null : Allocate(node));
    }

    private Rejection? Allocate(SchedulingNode node)
    {
        if (!_byNode.TryGetValue(node.Name, out var known))
        {
            var results = Allocations.On(node, demands, _devices, books.InUse, out var problem);
            _byNode.Add(node.Name, known = (results, results is not null ? null : problem is null ? TooFew : Problem(problem)));
        }

        return known.Rejection;
    }

    private Rejection Problem(string text)
    {
        if (!_problems.TryGetValue(text, out var rejection))
        {
            _problems.Add(text, rejection = new Rejection(DynamicResourcesPlugin.PluginName, text) { Resolvable = false });
        }

        return rejection;
    }
}
