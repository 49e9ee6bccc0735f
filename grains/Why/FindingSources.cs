using Orchestrator.Api.Kinds;
using Orchestrator.Grains.Why.Sources;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;
using Orleans;

namespace Orchestrator.Grains.Why;

/// <summary>Where to look, the most telling place first.</summary>
internal sealed class FindingSources
{
    public FindingSources(IReplica replica, OwnerIndex owners, KindRegistry kinds, IGrainFactory grains, TimeProvider time)
    {
        var deletions = new DeletionFindings(replica, owners, time);
        IFindingSource[] own = [deletions, new SchedulingFindings(grains), new NodeFindings(replica, time), new PodFindings(), Conditions, new EventFindings(replica, time)];
        All = [.. own, new NamespaceFindings(replica, kinds, deletions), new DependentFindings(owners, kinds, own)];
    }

    /// <summary>All places.</summary>
    public IReadOnlyList<IFindingSource> All { get; }

    /// <summary>What an object's conditions say.</summary>
    public ConditionFindings Conditions { get; } = new();
}
