using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Discovery.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.LoadBalancers;

/// <summary>
/// Gives services of type LoadBalancer the addresses of nodes (<c>cloud-provider/controllers/service</c>, with <see cref="NodeBalancer"/> as its provider).
/// Of services that want the same port of the nodes, one has it: who has it already, else the oldest.
/// </summary>
internal sealed class LoadBalancerController(ControllerServices services, LoadBalancerIndex index) : Controller<Service>("service-controller", KnownResources.Services, services)
{
    private const string Finalizer = "service.kubernetes.io/load-balancer-cleanup";

    /// <inheritdoc/>
    protected override void Watch(WatchSet watches)
    {
        watches.Mapped(KnownResources.Services, PokeRivals);
        watches.Mapped(KnownResources.Nodes, PokeAll);
        watches.Mapped(KnownResources.EndpointSlices, PokeLocal);
    }

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, Service value, CancellationToken cancellationToken)
    {
        if (!NodeBalancer.Wants(value))
        {
            if (NodeBalancer.IsOurs(value) && value.Metadata.Finalizers?.Contains(Finalizer) == true)
            {
                await CleanUpAsync(key, value, cancellationToken);
            }

            return ReconcileResult.Done;
        }

        var isNew = value.Metadata.Finalizers?.Contains(Finalizer) != true;
        if (isNew && Replica.Get(key) is { } entry && ProtectionFinalizer.Patch(entry, Finalizer, static () => true) is { } protect)
        {
            Events.Normal(value, "EnsuringLoadBalancer", "Ensuring load balancer");
            await Client.PatchAsync(key, protect, "", cancellationToken);
        }

        if (Holder(key, value) is { } rival)
        {
            var port = $"{rival.Port.Port}/{rival.Port.Protocol ?? "TCP"}";
            Events.Warning(
                value,
                "SyncLoadBalancerFailed",
                $"Error syncing load balancer: failed to ensure load balancer: port {port} of the nodes is used by service {rival.Service.Key.Namespace}/{rival.Service.Key.Name}");
            await PublishAsync(key, value, [], cancellationToken);
            return ReconcileResult.Done.Because($"port {port} of the nodes is used by service {rival.Service.Key.Namespace}/{rival.Service.Key.Name}");
        }

        var ingress = NodeBalancer.Ingress(
            value,
            Replica.List(KnownResources.Nodes).Select(static node => node.As<Node>()),
            Services.Owners.ControlledBy(value.Metadata.Uid!, KnownResources.EndpointSlices).Select(static slice => slice.As<EndpointSlice>()));
        var had = IsPublished(value);
        var changed = await PublishAsync(key, value, ingress, cancellationToken);
        Tell(value, isNew, had, changed, ingress.Count > 0);
        return ingress.Count > 0 ? ReconcileResult.Done : ReconcileResult.Done.Because($"no node takes its traffic: none is ready and not excluded, or none has an endpoint of it");
    }

    private void Tell(Service service, bool isNew, bool had, bool changed, bool has)
    {
        if (!has && (isNew || changed))
        {
            Events.Warning(service, "UnAvailableLoadBalancer", "There are no available nodes for LoadBalancer");
        }
        else if (changed && had)
        {
            Events.Normal(service, "UpdatedLoadBalancer", "Updated load balancer with new hosts");
        }
        else if (changed)
        {
            Events.Normal(service, "EnsuredLoadBalancer", "Ensured load balancer");
        }
    }

    private async Task CleanUpAsync(ObjectKey key, Service service, CancellationToken cancellationToken)
    {
        Events.Normal(service, "DeletingLoadBalancer", "Deleting load balancer");
        await PublishAsync(key, service, [], cancellationToken);
        if (Replica.Get(key) is not { } entry)
        {
            return;
        }

        var finalizers = entry.Metadata.Finalizers.Where(static finalizer => finalizer != Finalizer).ToList();
        await Client.PatchAsync(
            key,
            MergePatch.Metadata(writer =>
            {
                writer.WriteString("uid"u8, entry.Uid);
                writer.WriteString("resourceVersion"u8, entry.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
                writer.WriteStartArray("finalizers"u8);
                finalizers.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
            }),
            "",
            cancellationToken);
        Events.Normal(service, "DeletedLoadBalancer", "Deleted load balancer");
    }

    private async Task<bool> PublishAsync(ObjectKey key, Service service, List<LoadBalancerIngress> ingress, CancellationToken cancellationToken)
    {
        var status = new ServiceStatus
        {
            Conditions = service.Status.Conditions,
            LoadBalancer = new LoadBalancerStatus { Ingress = ingress.Count == 0 ? null : ingress },
        };
        if (StatusPatch.Of(service.Metadata.Uid!, service.Status, status) is not { } patch)
        {
            return false;
        }

        await Client.PatchAsync(key, patch, "status", cancellationToken);
        return true;
    }

    /// <summary>The service that has a port that this one wants; null when this one may have all of its ports.</summary>
    private (ReplicaEntry Service, ServicePort Port)? Holder(ObjectKey key, Service service)
    {
        foreach (var rival in index.RivalsOf(key, service))
        {
            if (Rank(rival.Service.As<Service>()).CompareTo(Rank(service)) < 0)
            {
                return rival;
            }
        }

        return null;
    }

    private static (bool Waits, DateTime Created, string Uid) Rank(Service service) =>
        (!IsPublished(service), service.Metadata.CreationTimestamp ?? DateTime.MaxValue, service.Metadata.Uid ?? "");

    private static bool IsPublished(Service service) => service.Status.LoadBalancer?.Ingress is { Count: > 0 };

    /// <summary>What one service gives up another may have.</summary>
    private void PokeRivals(ReplicaChange change, Action<ObjectKey> poke)
    {
        foreach (var entry in (ReadOnlySpan<ReplicaEntry?>)[change.Entry, change.Previous])
        {
            if (entry?.As<Service>() is { Spec.Type: "LoadBalancer" } service)
            {
                foreach (var (rival, _) in index.RivalsOf(entry.Key, service))
                {
                    poke(rival.Key);
                }
            }
        }
    }

    private void PokeAll(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change is { Type: ChangeType.Updated, Previous: { } before } && SameForBalancers(before.As<Node>(), change.Entry.As<Node>()))
        {
            return;
        }

        foreach (var service in index.All)
        {
            poke(service);
        }
    }

    private static bool SameForBalancers(Node a, Node b) =>
        NodeBalancer.Takes(a) == NodeBalancer.Takes(b)
        && (a.Status.Addresses ?? []).Select(static address => (address.Type, address.Address))
            .SequenceEqual((b.Status.Addresses ?? []).Select(static address => (address.Type, address.Address)));

    private void PokeLocal(ReplicaChange change, Action<ObjectKey> poke)
    {
        if (change.Entry.Metadata.Controller is { Kind: "Service" } owner
            && KnownResources.Services.Key(change.Entry.Key.Namespace, owner.Name) is var key
            && Replica.Get(key)?.As<Service>() is { Spec.ExternalTrafficPolicy: "Local" } service && NodeBalancer.Wants(service))
        {
            poke(key);
        }
    }
}
