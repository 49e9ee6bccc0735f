using System.Net;
using Orchestrator.Grains.Objects.Services;

namespace Orchestrator.Grains.Tests.Objects.Services;

public class AddressRangeTests
{
    [Theory]
    [InlineData("10.96.0.0/16", "65534", "10.96.0.1", "10.96.255.254", "256")]
    [InlineData("192.168.1.0/24", "254", "192.168.1.1", "192.168.1.254", "16")]
    [InlineData("10.0.0.0/29", "6", "10.0.0.1", "10.0.0.6", "0")]
    [InlineData("fd00:1::/112", "65535", "fd00:1::1", "fd00:1::ffff", "256")]
    public void A_range_has_so_many_addresses_from_the_first_to_the_last(string cidr, string count, string first, string last, string kept)
    {
        var range = new AddressRange(IPNetwork.Parse(cidr));
        range.Count.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(count);
        range.Address(0).ShouldBe(first);
        range.Address(range.Count - 1).ShouldBe(last);
        range.StaticCount.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(kept);
    }

    [Theory]
    [InlineData("10.96.0.0/16", "10.96.0.0", false)]
    [InlineData("10.96.0.0/16", "10.96.0.1", true)]
    [InlineData("10.96.0.0/16", "10.96.255.255", false)]
    [InlineData("10.96.0.0/16", "10.97.0.1", false)]
    [InlineData("fd00:1::/112", "fd00:1::", false)]
    [InlineData("fd00:1::/112", "fd00:1::ffff", true)]
    [InlineData("10.0.0.1/32", "10.0.0.1", false)]
    [InlineData("fd00::/64", "fd00::1:2:3:4", true)]
    public void The_network_and_broadcast_addresses_are_not_given_out(string cidr, string address, bool given) =>
        new AddressRange(IPNetwork.Parse(cidr)).MayGive(IPAddress.Parse(address)).ShouldBe(given);
}
