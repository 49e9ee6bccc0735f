using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Orchestrator.Silo.Hosting;

namespace Orchestrator.Silo.KubernetesService;

/// <summary>The address by which pods reach the API server: the one it listens on or, where that says nothing to others, that of the machine's default interface.</summary>
internal static class AdvertisedAddress
{
    /// <summary>The address; null on a machine that has none but loopback.</summary>
    public static IPAddress? Of(SiloOptions options)
    {
        var listen = options.Listen.Address;
        return IPAddress.IsLoopback(listen) || listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any) ? OfMachine() : listen;
    }

    private static IPAddress? OfMachine()
    {
        IPAddress? any = null;
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.OperationalStatus != OperationalStatus.Up || network.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            {
                continue;
            }

            var properties = network.GetIPProperties();
            foreach (var address in properties.UnicastAddresses)
            {
                if (address.Address.AddressFamily != AddressFamily.InterNetwork || IPAddress.IsLoopback(address.Address))
                {
                    continue;
                }

                if (properties.GatewayAddresses.Count > 0)
                {
                    return address.Address;
                }

                any ??= address.Address;
            }
        }

        return any;
    }
}
