using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Networking.V1;

namespace Orchestrator.Api.Tests.Strategies.Networking;

public class ServiceCIDRTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("networking.k8s.io/v1", "ServiceCIDR");

    [Theory]
    [InlineData("[]", "spec.cidrs: Required value: at least one CIDR required")]
    [InlineData("""["10.0.0.0/8","fd00::/64","11.0.0.0/8"]""", "spec.cidrs: Invalid value: {\"cidrs\":[\"10.0.0.0/8\",\"fd00::/64\",\"11.0.0.0/8\"]}: may only hold up to 2 values")]
    [InlineData("""["10.0.0.0"]""", "spec.cidrs[0]: Invalid value: \"10.0.0.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("""["10.0.0.1/8"]""", "spec.cidrs[0]: Invalid value: \"10.0.0.1/8\": must not have bits set beyond the prefix length")]
    [InlineData("""["FD00::/64"]""", "spec.cidrs[0]: Invalid value: \"FD00::/64\": must be in canonical form (\"fd00::/64\")")]
    [InlineData("""["10.0.0.0/08"]""", "spec.cidrs[0]: Invalid value: \"10.0.0.0/08\": must not have leading 0s in IP or prefix length")]
    [InlineData("""["10.0.0.0/8","11.0.0.0/8"]""", "spec.cidrs: Invalid value: [\"10.0.0.0/8\",\"11.0.0.0/8\"]: may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64")]
    public void Is_refused_for(string cidrs, string error) => Create(Kind, Cidr(cidrs)).ShouldBe([error]);

    [Theory]
    [InlineData("""["11.0.0.0/8"]""", "spec.cidrs[0]: Invalid value: \"11.0.0.0/8\": field is immutable")]
    [InlineData("[]", "spec.cidrs: Invalid value: []: field is immutable")]
    [InlineData("""["10.0.0.0/8","fd00::1/64"]""", "spec.cidrs[1]: Invalid value: \"fd00::1/64\": must not have bits set beyond the prefix length")]
    public void Cannot_become(string cidrs, string error) => Update(Kind, Cidr(cidrs), Cidr("""["10.0.0.0/8"]""")).ShouldBe([error]);

    [Fact]
    public void Gets_a_second_family() => Update(Kind, Cidr("""["10.0.0.0/8","fd00::/64"]"""), Cidr("""["10.0.0.0/8"]""")).ShouldBeEmpty();

    [Fact]
    public void The_table_lists_the_ranges() => Row(Kind, Cidr("""["10.0.0.0/8","fd00::/64"]"""))["CIDRs"].ShouldBe("10.0.0.0/8,fd00::/64");

    private static ServiceCIDR Cidr(string cidrs) =>
        Decode<ServiceCIDR>("networking.k8s.io/v1", "ServiceCIDR", $$$"""{"metadata":{"name":"c"},"spec":{"cidrs":{{{cidrs}}}}}""");
}
