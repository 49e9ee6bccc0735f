using System.Net;

namespace Orleans.Configuration;

/// <summary>Where the silo listens, once there are several.</summary>
public class EndpointOptions
{
    /// <summary>The address that others reach it by.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>For silos.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>For clients.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Where it listens for silos, if not where others reach it.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }
}
