using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Cli.Running;
using Orchestrator.Grains.Objects.Nodes;

namespace Orchestrator.Cli.Commands;

/// <summary>The ranges from which nodes are given addresses for their pods.</summary>
/// <param name="flag">Makes an option of a name, the name of its value, and a description.</param>
internal sealed class PodNetworkFlags(Func<string, string, string, Option<string?>> flag)
{
    private readonly Option<string?> _cidr = flag("cluster-cidr", "CIDR[,CIDR]", "the pods' addresses, divided among the nodes; one range of each family (default: nodes bring their own)");
    private readonly Option<string?> _mask = flag("node-cidr-mask-size", "N", "the prefix length of a node's range (default: 24, IPv6: 64)");
    private readonly Option<string?> _mask4 = flag("node-cidr-mask-size-ipv4", "N", "the same for IPv4 where there are two ranges");
    private readonly Option<string?> _mask6 = flag("node-cidr-mask-size-ipv6", "N", "the same for IPv6 where there are two ranges");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="CommandException">It makes no sense.</exception>
    public PodNetwork Read(ParseResult parsed)
    {
        var usual = new PodNetwork();
        var (mask, mask4, mask6) = (FlagValues.Count(parsed, _mask), FlagValues.Count(parsed, _mask4), FlagValues.Count(parsed, _mask6));
        var ranges = parsed.GetValue(_cidr) is { } text ? Ranges(text) : [];
        Require(ranges.Count > 0 || (mask ?? mask4 ?? mask6) is null, $"{_mask.Name} needs {_cidr.Name}");
        Require(mask is null || (mask4 ?? mask6) is null, $"{_mask.Name} cannot be combined with {_mask4.Name} and {_mask6.Name}");
        Require(mask is null || ranges.Count == 1, $"with two ranges, {_mask4.Name} and {_mask6.Name} take the place of {_mask.Name}");

        var network = new PodNetwork { ClusterCidrs = ranges, MaskSizeIPv4 = mask4 ?? mask ?? usual.MaskSizeIPv4, MaskSizeIPv6 = mask6 ?? mask ?? usual.MaskSizeIPv6 };
        foreach (var range in ranges)
        {
            var (size, longest) = (network.MaskSize(range.BaseAddress), range.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32);
            Require(size >= range.PrefixLength && size <= longest, $"a node's range with a prefix of {size} is no part of {_cidr.Name} {range}; choose it with {_mask.Name}");
        }

        return network;
    }

    private List<IPNetwork> Ranges(string text)
    {
        var ranges = new List<IPNetwork>();
        foreach (var part in text.Split(','))
        {
            Require(IPNetwork.TryParse(part, out var range), $"{_cidr.Name}: '{part}' is not a range of addresses, such as 10.244.0.0/16");
            ranges.Add(range);
        }

        Require(
            ranges.Count == 1 || (ranges.Count == 2 && ranges[0].BaseAddress.AddressFamily != ranges[1].BaseAddress.AddressFamily),
            $"{_cidr.Name} takes one range, or one of IPv4 and one of IPv6");
        return ranges;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new CommandException(otherwise);
        }
    }
}
