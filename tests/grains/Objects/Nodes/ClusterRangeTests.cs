using System.Net;
using Orchestrator.Grains.Objects.Nodes;

namespace Orchestrator.Grains.Tests.Objects.Nodes;

public class ClusterRangeTests
{
    [Theory]
    [InlineData("10.244.0.0/16", 24, 256, 1, "10.244.1.0/24")]
    [InlineData("10.244.0.0/16", 24, 256, 255, "10.244.255.0/24")]
    [InlineData("10.0.0.0/8", 26, 65536, 5, "10.0.1.64/26")]
    [InlineData("fd00:10::/48", 64, 65536, 65535, "fd00:10:0:ffff::/64")]
    [InlineData("10.244.0.0/24", 24, 1, 0, "10.244.0.0/24")]
    public void A_range_is_cut_into_those_of_nodes(string cluster, int mask, int count, int index, string range)
    {
        var ranges = new ClusterRange(IPNetwork.Parse(cluster), mask);
        ranges.Count.ShouldBe(count);
        ranges[index].ToString().ShouldBe(range);
    }

    [Theory]
    [InlineData("10.244.3.0/24", 3, 1)]
    [InlineData("10.244.3.128/25", 3, 1)]
    [InlineData("10.244.16.0/20", 16, 16)]
    [InlineData("10.0.0.0/8", 0, 256)]
    [InlineData("10.245.0.0/24", 0, 0)]
    [InlineData("fd00::/64", 0, 0)]
    public void A_nodes_own_range_touches_some_of_them(string own, int first, int count) =>
        new ClusterRange(IPNetwork.Parse("10.244.0.0/16"), 24).Touched(IPNetwork.Parse(own)).ShouldBe((first, count));

    [Theory]
    [InlineData(15)]
    [InlineData(33)]
    public void A_mask_that_cuts_nothing_is_refused(int mask) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ClusterRange(IPNetwork.Parse("10.244.0.0/16"), mask));
}
