using System.Net;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using IPAddress = System.Net.IPAddress;

namespace Orchestrator.Grains.Objects.Services;

/// <summary>
/// The ranges from which services get addresses now: the configured ones, and those of ServiceCIDR objects that are ready and not being deleted.
/// Worked out when first asked for after a change of such an object.
/// </summary>
public sealed class ServiceRanges : IReplicaObserver, IDisposable
{
    private static readonly GroupResource Resource = new("networking.k8s.io", "servicecidrs");
    private readonly ServiceNetwork _network;
    private readonly IReplica _replica;
    private readonly IDisposable _subscription;
    private readonly string _reserved;
    private long _version;
    private Known? _known;

    /// <summary>Follows the replica.</summary>
    public ServiceRanges(ServiceNetwork network, IReplica replica)
    {
        (_network, _replica, _reserved) = (network, replica, network.Address(0));
        _subscription = replica.Subscribe(this);
    }

    /// <summary>The family that services have by default.</summary>
    internal string DefaultFamily => AddressRange.FamilyOf(_network.ClusterIPs.BaseAddress);

    /// <summary>All ranges, the configured ones first.</summary>
    internal AddressRange[] All
    {
        get
        {
            var version = Interlocked.Read(ref _version);
            var known = Volatile.Read(ref _known);
            if (known is null || known.Version != version)
            {
                Volatile.Write(ref _known, known = new Known(version, Read()));
            }

            return known.Ranges;
        }
    }

    /// <summary>Whether there are addresses of a family.</summary>
    internal bool Has(string family) => Array.Exists(All, range => range.Family == family);

    /// <summary>The narrowest range that an address is in, or null.</summary>
    internal AddressRange? Find(IPAddress address)
    {
        AddressRange? found = null;
        foreach (var range in All)
        {
            if (range.Contains(address) && (found is null || range.Network.PrefixLength > found.Network.PrefixLength))
            {
                found = range;
            }
        }

        return found;
    }

    /// <summary>Whether an address is the API server's own, kept free also while its service is missing for a moment.</summary>
    internal bool IsReserved(string address) => address == _reserved;

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource == Resource)
        {
            Interlocked.Increment(ref _version);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private AddressRange[] Read()
    {
        var networks = new List<IPNetwork> { _network.ClusterIPs };
        if (_network.SecondaryClusterIPs is { } secondary)
        {
            networks.Add(secondary);
        }

        foreach (var entry in _replica.List(Resource))
        {
            if (entry.DeletionTimestamp is null && entry.As<ServiceCIDR>() is { } cidr && IsReady(cidr))
            {
                foreach (var text in cidr.Spec.Cidrs ?? [])
                {
                    if (IPNetwork.TryParse(text, out var network) && !networks.Contains(network))
                    {
                        networks.Add(network);
                    }
                }
            }
        }

        return [.. networks.Select(static network => new AddressRange(network))];
    }

    private static bool IsReady(ServiceCIDR cidr) => cidr.Status.Conditions?.Exists(static condition => condition is { Type: "Ready", Status: "True" }) == true;

    private sealed record Known(long Version, AddressRange[] Ranges);
}
