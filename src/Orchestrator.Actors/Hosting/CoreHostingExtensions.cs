using System.Net;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Says which cluster a silo belongs to.</summary>
public static class CoreHostingExtensions
{
    /// <summary>A cluster of silos on this machine. The built-in runtime hosts one silo for each host, and opens no port for it.</summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = 11111,
        int gatewayPort = 30000,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (primarySiloEndpoint is not null && primarySiloEndpoint.Port != siloPort)
        {
            throw new NotSupportedException("The built-in runtime has one silo for each cluster: it cannot join another silo.");
        }

        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = IPAddress.Loopback;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
        });
        return builder.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
    }
}
