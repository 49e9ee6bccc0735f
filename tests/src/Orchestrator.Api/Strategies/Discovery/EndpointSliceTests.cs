using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Discovery.V1;

namespace Orchestrator.Api.Tests.Strategies.Discovery;

public class EndpointSliceTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("discovery.k8s.io/v1", "EndpointSlice");

    [Theory]
    [InlineData(""" "addressType":"Smoke","endpoints":[] """, "addressType: Unsupported value: \"Smoke\": supported values: \"FQDN\", \"IPv4\", \"IPv6\"")]
    [InlineData(""" "addressType":"IPv4","endpoints":[{"addresses":[]}] """, "endpoints[0].addresses: Required value: must contain at least 1 address")]
    [InlineData(""" "addressType":"IPv4","endpoints":[{"addresses":["::1"]}] """, "endpoints[0].addresses[0]: Invalid value: \"::1\": must be a valid IPv4 address")]
    [InlineData(""" "addressType":"IPv4","endpoints":[],"ports":[{"port":1},{"port":2}] """, "ports.name: Duplicate value: \"\"")]
    public void Is_refused_for(string fields, string error) => Create(Kind, Slice(fields)).ShouldBe([error]);

    [Fact]
    public void The_table_shows_three_of_each()
    {
        var row = Row(Kind, Slice(""" "addressType":"IPv4","endpoints":[{"addresses":["1.1.1.1"]},{"addresses":["1.1.1.2"]},{"addresses":["1.1.1.3"]},{"addresses":["1.1.1.4"]}],"ports":[{"port":80}] """));
        (row["AddressType"], row["Ports"], row["Endpoints"]).ShouldBe(("IPv4", "80", "1.1.1.1,1.1.1.2,1.1.1.3 + 1 more..."));
        Row(Kind, Slice(""" "addressType":"IPv4","endpoints":[] """))["Endpoints"].ShouldBe("<unset>");
    }

    private static EndpointSlice Slice(string fields) =>
        Decode<EndpointSlice>("discovery.k8s.io/v1", "EndpointSlice", $$"""{"metadata":{"name":"s","namespace":"default"},{{fields}}}""");
}
