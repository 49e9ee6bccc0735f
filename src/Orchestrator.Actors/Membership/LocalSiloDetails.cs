using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orchestrator.Actors.Membership;

/// <summary>This silo, from its options.</summary>
internal sealed class LocalSiloDetails : ILocalSiloDetails
{
    public LocalSiloDetails(IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoint)
    {
        var generation = SiloAddress.AllocateNewGeneration();
        SiloAddress = SiloAddress.New(endpoint.Value.AdvertisedIPAddress, endpoint.Value.SiloPort, generation);
        GatewayAddress = SiloAddress.New(endpoint.Value.AdvertisedIPAddress, endpoint.Value.GatewayPort, generation);
        Name = silo.Value.SiloName ?? $"Silo_{DnsHostName}_{endpoint.Value.SiloPort}";
        ClusterId = cluster.Value.ClusterId;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <inheritdoc />
    public string ClusterId { get; }

    /// <inheritdoc />
    public string DnsHostName { get; } = Environment.MachineName;

    /// <inheritdoc />
    public SiloAddress SiloAddress { get; }

    /// <inheritdoc />
    public SiloAddress GatewayAddress { get; }
}
