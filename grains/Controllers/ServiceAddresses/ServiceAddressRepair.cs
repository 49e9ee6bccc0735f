using System.Net;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Objects.Services;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Address = Orchestrator.Api.Models.Networking.V1.IPAddress;

namespace Orchestrator.Grains.Controllers.ServiceAddresses;

/// <summary>
/// Brings services and the claims of their addresses and node ports back together (<c>ipallocator</c>'s and <c>portallocator</c>'s repair). Both are committed together,
/// so this is for what people, restored backups and other programs do. A change that leaves everything in order costs a few look-ups and wakes nobody.
/// </summary>
internal sealed class ServiceAddressRepair(ControllerServices services, ServiceNetwork network, ServiceRanges ranges, ILedger ledger) : IController
{
    private readonly ServiceClaims _claims = new(services.Replica);
    private readonly IResourceClient _client = services.Clients.For("system:apiserver");
    private readonly EventSourceRecorder _addressEvents = services.Events.From("ipallocator-repair-controller");
    private readonly EventSourceRecorder _portEvents = services.Events.From("portallocator-repair-controller");

    /// <inheritdoc/>
    public string Name => "ipallocator-repair-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(KnownResources.Services, (change, poke) =>
        {
            if (change.Type != ChangeType.Deleted && services.Replica.Get(change.Entry.Key) is { } service && !_claims.AreComplete(service))
            {
                poke(service.Key);
            }
        });
        watches.Mapped(NetworkResources.IPAddresses, PokeClaim);
        watches.Mapped(NetworkResources.NodePorts, PokeClaim);
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // A service and its claims are several objects of one commit: the replica may have shown one and not yet the other.
        await services.Replica.CatchUpAsync(cancellationToken);
        if (services.Replica.Get(key) is not { } entry)
        {
            return ReconcileResult.Done;
        }

        if (key.GroupResource == KnownResources.Services)
        {
            await RepairAsync(entry, cancellationToken);
        }
        else if (!_claims.IsUsed(entry))
        {
            await CleanUpAsync(entry, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private void PokeClaim(ReplicaChange change, Action<ObjectKey> poke)
    {
        var claim = change.Entry;
        if (change.Type != ChangeType.Deleted)
        {
            if (!_claims.IsUsed(claim))
            {
                poke(claim.Key);
            }
        }
        else if (_claims.OwnerOf(claim) is { } service && !_claims.AreComplete(service))
        {
            poke(service.Key);
        }
    }

    private async Task RepairAsync(ReplicaEntry entry, CancellationToken cancellationToken)
    {
        var service = entry.As<Service>();
        var lost = false;
        foreach (var address in ServiceNeeds.HeldAddresses(service))
        {
            lost |= await IsLostAsync(service, entry, address, cancellationToken);
        }

        foreach (var port in ServiceNeeds.HeldPorts(service))
        {
            lost |= IsLost(service, entry, port);
        }

        if (lost)
        {
            // The service's own grain records what is missing, with a write that changes nothing else.
            await _client.PatchAsync(entry.Key, MergePatch.Metadata(writer => writer.WriteString("uid"u8, entry.Uid)), "", cancellationToken);
        }
    }

    /// <summary>Whether an address has no claim, and may have one.</summary>
    private async Task<bool> IsLostAsync(Service service, ReplicaEntry entry, string address, CancellationToken cancellationToken)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            _addressEvents.Warning(service, "ClusterIPNotValid", $"Cluster IP {address} is not a valid IP; please recreate Service");
            return false;
        }

        var family = AddressRange.FamilyOf(parsed);
        if (ranges.Find(parsed) is null)
        {
            _addressEvents.Warning(service, "ClusterIPOutOfRange", $"Cluster IP [{family}]: {address} is not within any configured Service CIDR; please recreate service");
            return false;
        }

        if (services.Replica.Get(AddressClaim.Address(address)) is not { } claim)
        {
            _addressEvents.Warning(service, "ClusterIPNotAllocated", $"Cluster IP [{family}]: {address} is not allocated; repairing");
            return true;
        }

        if (ServiceClaims.Names(AddressClaim.ParentOf(claim), entry.Key))
        {
            return false;
        }

        if (_claims.OwnerOf(claim) is { } other && ServiceClaims.Of(other.As<Service>()).Contains(claim.Key))
        {
            _addressEvents.Warning(service, "ClusterIPAlreadyAllocated", $"Cluster IP [{family}]: {address} was assigned to multiple services; please recreate service");
            return false;
        }

        _addressEvents.Warning(
            service,
            "ClusterIPNotAllocated",
            $"the ClusterIP [{family}]: {address} for Service {entry.Key.Namespace}/{entry.Key.Name} has a wrong reference; repairing");
        await _client.DeleteAsync(claim.Key, new WriteOptions { PreconditionUid = claim.Uid }, cancellationToken);
        return true;
    }

    private bool IsLost(Service service, ReplicaEntry entry, int port)
    {
        if (!network.Contains(port))
        {
            _portEvents.Warning(
                service, "PortOutOfRange", $"Port {port} is not within the port range {network.FirstNodePort}-{network.LastNodePort}; please recreate service");
            return false;
        }

        if (services.Replica.Get(AddressClaim.NodePort(port)) is not { } claim)
        {
            _portEvents.Warning(service, "PortNotAllocated", $"Port {port} is not allocated; repairing");
            return true;
        }

        if (!ServiceClaims.Names(AddressClaim.ParentOf(claim), entry.Key))
        {
            _portEvents.Warning(service, "PortAlreadyAllocated", $"Port {port} was assigned to multiple services; please recreate service");
        }

        return false;
    }

    private async Task CleanUpAsync(ReplicaEntry claim, CancellationToken cancellationToken)
    {
        if (claim.Key.GroupResource == NetworkResources.NodePorts)
        {
            // No kind serves it, so it has no grain; a conflict means that somebody took it up, which the next look shows.
            await ledger.CommitAsync([AddressClaim.End(claim)], cancellationToken);
            return;
        }

        var parent = AddressClaim.ParentOf(claim);
        _addressEvents.Warning(
            claim.As<Address>(),
            "IPAddressNotAllocated",
            $"IPAddress: {claim.Key.Name} for Service {parent?.Namespace}/{parent?.Name} appears to have leaked: cleaning up");
        await _client.DeleteAsync(claim.Key, new WriteOptions { PreconditionUid = claim.Uid }, cancellationToken);
    }
}
