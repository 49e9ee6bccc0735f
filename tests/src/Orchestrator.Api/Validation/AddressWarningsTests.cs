using System.Text.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Tests.Strategies;

namespace Orchestrator.Api.Tests.Validation;

/// <summary>Addresses and ranges that are accepted, with a warning.</summary>
public class AddressWarningsTests : StrategyTest
{
    [Theory]
    [InlineData("10.0.0.1", "")]
    [InlineData("2001:db8::1", "")]
    [InlineData("010.0.0.1", "spec.externalIPs[0]: non-standard IP address \"010.0.0.1\" will be considered invalid in a future Kubernetes release: use \"10.0.0.1\"")]
    [InlineData("::ffff:10.0.0.1", "spec.externalIPs[0]: non-standard IP address \"::ffff:10.0.0.1\" will be considered invalid in a future Kubernetes release: use \"10.0.0.1\"")]
    [InlineData("2001:DB8:0::1", "spec.externalIPs[0]: IPv6 address \"2001:DB8:0::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")")]
    public void Of_addresses(string address, string warning) =>
        Made("v1", "Service", $$"""{"ports":[{"port":80}],"externalIPs":[{{JsonSerializer.Serialize(address)}}]}""").ShouldBe(Lines(warning));

    [Theory]
    [InlineData("10.0.0.0/8", "")]
    [InlineData("2001:db8::/32", "")]
    [InlineData("10.0.0.1/8", "spec.ingress[0].from[0].ipBlock.cidr: CIDR value \"10.0.0.1/8\" is ambiguous in this context (should be \"10.0.0.0/8\" or \"10.0.0.1/32\"?)")]
    [InlineData("10.0.0.0/08", "spec.ingress[0].from[0].ipBlock.cidr: non-standard CIDR value \"10.0.0.0/08\" will be considered invalid in a future Kubernetes release: use \"10.0.0.0/8\"")]
    [InlineData("::ffff:10.0.0.0/104", "spec.ingress[0].from[0].ipBlock.cidr: non-standard CIDR value \"::ffff:10.0.0.0/104\" will be considered invalid in a future Kubernetes release: use \"10.0.0.0/8\"")]
    [InlineData("2001:DB8::/32", "spec.ingress[0].from[0].ipBlock.cidr: IPv6 CIDR value \"2001:DB8::/32\" should be in RFC 5952 canonical format (\"2001:db8::/32\")")]
    public void Of_ranges(string range, string warning) =>
        Made("networking.k8s.io/v1", "NetworkPolicy", "{\"podSelector\":{},\"ingress\":[{\"from\":[{\"ipBlock\":{\"cidr\":" + JsonSerializer.Serialize(range) + "}}]}]}").ShouldBe(Lines(warning));

    [Fact]
    public void In_pods() =>
        Made("v1", "Pod", """{"containers":[{"name":"c","image":"i","ports":[{"containerPort":80,"hostIP":"127.0.00.1"}]}],"dnsConfig":{"nameservers":["1.1.1.01"]},"hostAliases":[{"ip":"01.1.1.1","hostnames":["h"]}]}""")
            .Select(warning => warning.Split(':')[0]).ShouldBe(["spec.dnsConfig.nameservers[0]", "spec.hostAliases[0].ip", "spec.containers[0].ports[0].hostIP"], ignoreOrder: true);

    [Fact]
    public void In_a_load_balancer() =>
        Made("v1", "Service", """{"type":"LoadBalancer","ports":[{"port":80}],"loadBalancerIP":"010.0.0.1","loadBalancerSourceRanges":["10.0.0.1/8"]}""")
            .Select(warning => warning.Split(':')[0]).ShouldBe(["spec.loadBalancerIP", "spec.loadBalancerSourceRanges[0]"]);

    [Fact]
    public void Not_of_what_the_clusters_controllers_write()
    {
        var kind = Find("discovery.k8s.io/v1", "EndpointSlice");
        const string Slice = """{"metadata":{"name":"s","namespace":"d","labels":{LABELS}},"addressType":"IPv6","endpoints":[{"addresses":["2001:DB8::1"]}]}""";
        ObjectRules.Warnings(kind.Strategy, kind.Decode(System.Text.Encoding.UTF8.GetBytes(Slice.Replace("LABELS", ""))), null).ShouldBe(
            ["endpoints[0].addresses[0]: IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")"]);
        var managed = Slice.Replace("LABELS", "\"endpointslice.kubernetes.io/managed-by\":\"endpointslice-controller.k8s.io\"");
        ObjectRules.Warnings(kind.Strategy, kind.Decode(System.Text.Encoding.UTF8.GetBytes(managed)), null).ShouldBeEmpty();
    }

    private static string[] Lines(string warning) => warning.Length == 0 ? [] : [warning];

    private static IReadOnlyList<string> Made(string apiVersion, string kindName, string spec)
    {
        var kind = Find(apiVersion, kindName);
        var obj = Decode<IKubeObject>(apiVersion, kindName, $$"""{"metadata":{"name":"x","namespace":"d"},"spec":{{spec}}}""");
        Create(kind, obj).ShouldBeEmpty();
        return ObjectRules.Warnings(kind.Strategy, obj, null);
    }
}
