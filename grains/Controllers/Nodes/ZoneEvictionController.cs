using System.Collections.Concurrent;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Nodes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>
/// Gives nodes that are not ready the taint that drives their pods out, so many at a time as the state of their zone allows (<c>handleDisruption</c>,
/// <c>doNoExecuteTaintingPass</c>): where much fails at once, moving everything would make it worse; and when nothing at all is ready, nobody has to leave.
/// Its objects are zones.
/// </summary>
internal sealed class ZoneEvictionController(ControllerServices services, NodeZones zones, NodeLifecycleOptions options) : IController
{
    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:node-controller"));
    private readonly ConcurrentDictionary<string, EvictionBudget> _budgets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "node-zone-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Explains(KnownResources.Nodes, static entry => entry.TryAs<Node>() is { } node && NodeTaints.ReadyStatus(node) != "True" ? KnownResources.Nodes.Key(null, NodeZones.ZoneOf(node)) : null);
        watches.Mapped(KnownResources.Nodes, (change, poke) =>
        {
            if (!IsNews(change))
            {
                return;
            }

            foreach (var zone in zones.All)
            {
                poke(KnownResources.Nodes.Key(null, zone));
            }
        });
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var failing = zones.FailingIn(key.Name).Select(name => services.Replica.Get(KnownResources.Nodes.Key(null, name))).OfType<ReplicaEntry>().Select(static entry => entry.As<Node>());
        if (zones.AllAreDisrupted)
        {
            foreach (var node in failing.Where(NodeTaints.DrivesOut))
            {
                await TaintAsync(node, NodeTaints.LettingStay(node, Now), cancellationToken);
            }

            return ReconcileResult.Done.Because($"no node of any zone is ready: pods stay where they are");
        }

        var budget = _budgets.GetOrAdd(key.Name, static _ => new EvictionBudget());
        var health = zones.HealthOf(key.Name);
        var rate = health.EvictionRate(options);
        var waiting = failing.Where(static node => !NodeTaints.DrivesOut(node)).OrderBy(static node => NodeTaints.Ready(node)?.LastTransitionTime).ToList();
        for (var i = 0; i < waiting.Count; i++)
        {
            if (budget.Wait(rate, Now) is var wait && wait > TimeSpan.Zero)
            {
                // Without a rate it is a change of the zone that brings the next look.
                return rate <= 0
                    ? ReconcileResult.Done.Because($"{health.NotReady} of {health.Size} nodes of the zone are not ready, which is no fault of single ones: pods stay where they are")
                    : ReconcileResult.After(wait).Because($"{waiting.Count - i} nodes of the zone wait for their turn to lose their pods, at {rate} nodes a second");
            }

            // Its turn is used up only when the taint is there: the node's conditions are being drawn into taints at the same time, and one of the two writes is refused.
            await TaintAsync(waiting[i], NodeTaints.DrivingOut(waiting[i], Now), cancellationToken);
            budget.TryTake(rate, Now);
        }

        return health.NotReady == 0
            ? ReconcileResult.Done
            : ReconcileResult.Done.Because($"{health.NotReady} of {health.Size} nodes of the zone are not ready: their pods are driven out");
    }

    private DateTime Now => services.Time.GetUtcNow().UtcDateTime;

    private async Task TaintAsync(Node node, List<Taint>? taints, CancellationToken cancellationToken)
    {
        if (taints is null)
        {
            return;
        }

        try
        {
            await _client.PatchAsync(KnownResources.Nodes.Key(null, node.Metadata.Name!), NodeUpkeep.Patch(node, taints), "", cancellationToken);
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // It has no pods to drive out any more.
        }
    }

    /// <summary>Whether zones may be in another state: the node came, went, moved, or its readiness or its taint changed.</summary>
    private static bool IsNews(ReplicaChange change)
    {
        if (change.Previous is null || change.Type == Ledger.Contract.ChangeType.Deleted)
        {
            return true;
        }

        var (node, before) = (change.Entry.As<Node>(), change.Previous.As<Node>());
        return NodeTaints.Ready(node)?.Status != NodeTaints.Ready(before)?.Status
            || NodeTaints.DrivesOut(node) != NodeTaints.DrivesOut(before)
            || NodeZones.ZoneOf(node) != NodeZones.ZoneOf(before);
    }
}
