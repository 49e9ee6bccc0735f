using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>The bridge network of one cluster on one machine, with a range of addresses that no other network of the machine has.</summary>
internal sealed class ClusterNetwork(DockerClient docker, string clusterId, string? podCidr)
{
    private const int PrefixLength = 20;
    private const uint FirstRange = 0x0A400000; // 10.64.0.0
    private const int RangeCount = 64 * 16; // up to 10.127.240.0

    public string Name { get; } = $"orchestrator-{clusterId}";

    /// <summary>Finds or makes the network; returns its range of addresses.</summary>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        foreach (var range in podCidr is null ? Candidates() : [podCidr])
        {
            if (await FindAsync(cancellationToken) is { } found)
            {
                return found;
            }

            try
            {
                await docker.Networks.CreateAsync(Config(range), cancellationToken);
                return range;
            }
            catch (DockerException e) when (podCidr is null && (e.IsConflict || e.Message.Contains("overlap", StringComparison.OrdinalIgnoreCase)))
            {
                // Another agent was faster: with the network (found on the next turn) or with the range.
                continue;
            }
        }

        throw new ContainerRuntimeException("no range of addresses is left for the cluster's network", unreachable: false);
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        var networks = await docker.Networks.ListAsync(cancellationToken, DockerLabels.Filter(DockerLabels.Cluster, clusterId));
        return networks.FirstOrDefault(n => n.Name == Name)?.IPAM?.Config?.FirstOrDefault()?.Subnet;
    }

    private NetworkConfig Config(string range) => new()
    {
        Name = Name,
        Labels = DockerLabels.OfCluster(clusterId),
        IPAM = new IpamConfig { Config = [new IpamPool { Subnet = range }] },
    };

    // Starting at a place that depends on the cluster, so that clusters rarely try for the same range.
    private IEnumerable<string> Candidates()
    {
        var taken = HostRanges();
        var start = 0u;
        foreach (var c in clusterId)
        {
            start = (start * 31) + c;
        }

        for (var i = 0u; i < RangeCount; i++)
        {
            var candidate = FirstRange + (((start + i) % RangeCount) << (32 - PrefixLength));
            if (!taken.Exists(t => Overlaps(t, candidate)))
            {
                yield return $"{new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder((int)candidate)))}/{PrefixLength}";
            }
        }
    }

    private static bool Overlaps((uint Address, int Prefix) range, uint candidate)
    {
        var shift = 32 - Math.Min(range.Prefix, PrefixLength);
        return shift >= 32 || range.Address >> shift == candidate >> shift;
    }

    private static List<(uint Address, int Prefix)> HostRanges()
    {
        var ranges = new List<(uint, int)>();
        foreach (var adapter in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (var address in adapter.GetIPProperties().UnicastAddresses)
            {
                if (address.Address.AddressFamily == AddressFamily.InterNetwork)
                {
                    var value = (uint)IPAddress.NetworkToHostOrder(BitConverter.ToInt32(address.Address.GetAddressBytes()));
                    ranges.Add((value, address.PrefixLength));
                }
            }
        }

        return ranges;
    }
}
