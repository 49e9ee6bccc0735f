using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orchestrator.Silo.Pki;

/// <summary>The names and addresses under which the API server is reached, which its certificate must therefore carry.</summary>
internal static class ServingNames
{
    /// <summary>The DNS names: those that a pod uses (the <c>kubernetes</c> service) and those of this machine.</summary>
    public static IReadOnlyList<string> Names()
    {
        var names = new List<string>
        {
            "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "localhost",
        };
        var host = Environment.MachineName.ToLowerInvariant();
        if (Uri.CheckHostName(host) == UriHostNameType.Dns && !names.Contains(host))
        {
            names.Add(host);
        }

        return names;
    }

    /// <summary>The addresses: loopback, the <c>kubernetes</c> service's, the one listened on, and every one that this machine has now.</summary>
    public static IReadOnlyList<IPAddress> Addresses(IPAddress listen, IPAddress service)
    {
        var addresses = new List<IPAddress> { IPAddress.Loopback, IPAddress.IPv6Loopback, service };
        if (!listen.Equals(IPAddress.Any) && !listen.Equals(IPAddress.IPv6Any))
        {
            Add(addresses, listen);
            return addresses;
        }

        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (var address in network.GetIPProperties().UnicastAddresses)
            {
                if (address.Address is { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6, IsIPv6LinkLocal: false })
                {
                    Add(addresses, address.Address);
                }
            }
        }

        return addresses;
    }

    private static void Add(List<IPAddress> addresses, IPAddress address)
    {
        if (!addresses.Contains(address))
        {
            addresses.Add(address);
        }
    }
}
