using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Networking.V1;

namespace Orchestrator.Api.Tests.Strategies.Networking;

public class NetworkPolicyTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("networking.k8s.io/v1", "NetworkPolicy");

    [Theory]
    [InlineData("{}", """{"podSelector":{},"policyTypes":["Ingress"]}""")]
    [InlineData("""{"egress":[{"ports":[{"port":53}]}]}""", """{"podSelector":{},"egress":[{"ports":[{"port":53,"protocol":"TCP"}]}],"policyTypes":["Ingress","Egress"]}""")]
    public void Is_completed(string spec, string expected)
    {
        var policy = Policy(spec);
        Create(Kind, policy).ShouldBeEmpty();
        ShouldBeJson(Json(policy)["spec"], expected);
    }

    [Theory]
    [InlineData("""{"ingress":[{"from":[{}]}]}""", "spec.ingress[0].from[0]: Required value: must specify a peer")]
    [InlineData("""{"ingress":[{"from":[{"podSelector":{},"ipBlock":{"cidr":"1.2.3.0/24"}}]}]}""", "spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer")]
    [InlineData("""{"egress":[{"to":[{"ipBlock":{}}]}]}""", "spec.egress[0].to[0].ipBlock.cidr: Required value")]
    [InlineData("""{"egress":[{"to":[{"ipBlock":{"cidr":"1.2.3.0"}}]}]}""", "spec.egress[0].to[0].ipBlock.cidr: Invalid value: \"1.2.3.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("""{"egress":[{"to":[{"ipBlock":{"cidr":"1.2.3.0/24","except":["1.2.4.0/28","1.2.3.0/24","1.2.3.0/28"]}}]}]}""", "spec.egress[0].to[0].ipBlock.except[0]: Invalid value: \"1.2.4.0/28\": must be a strict subset of `cidr`|spec.egress[0].to[0].ipBlock.except[1]: Invalid value: \"1.2.3.0/24\": must be a strict subset of `cidr`")]
    [InlineData("""{"ingress":[{"ports":[{"protocol":"X"}]}]}""", "spec.ingress[0].ports[0].protocol: Unsupported value: \"X\": supported values: \"TCP\", \"UDP\", \"SCTP\"")]
    [InlineData("""{"ingress":[{"ports":[{"port":80,"endPort":79}]}]}""", "spec.ingress[0].ports[0].endPort: Invalid value: 79: must be greater than or equal to `port`")]
    [InlineData("""{"ingress":[{"ports":[{"port":"http","endPort":79}]}]}""", "spec.ingress[0].ports[0].endPort: Invalid value: 79: may not be specified when `port` is non-numeric")]
    [InlineData("""{"ingress":[{"ports":[{"endPort":79}]}]}""", "spec.ingress[0].ports[0].endPort: Invalid value: 79: may not be specified when `port` is not specified")]
    [InlineData("""{"policyTypes":["Ingress","Egress","Ingress"]}""", "spec.policyTypes: Invalid value: [\"Ingress\",\"Egress\",\"Ingress\"]: may not specify more than two policyTypes")]
    [InlineData("""{"policyTypes":["In"]}""", "spec.policyTypes[0]: Unsupported value: \"In\": supported values: \"Ingress\", \"Egress\"")]
    [InlineData("""{"podSelector":{"matchExpressions":[{"key":"a","operator":"In"}]}}""", "spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Policy(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void The_table_shows_the_selector()
    {
        Row(Kind, Policy("{}"))["Pod-Selector"].ShouldBe("<none>");
        Row(Kind, Policy("""{"podSelector":{"matchLabels":{"a":"b"}}}"""))["Pod-Selector"].ShouldBe("a=b");
    }

    private static NetworkPolicy Policy(string spec) =>
        Decode<NetworkPolicy>("networking.k8s.io/v1", "NetworkPolicy", $$"""{"metadata":{"name":"p","namespace":"default"},"spec":{{spec}}}""");
}
