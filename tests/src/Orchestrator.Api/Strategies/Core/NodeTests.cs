using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class NodeTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "Node");

    [Fact]
    public void It_registers_with_its_status_and_may_give_out_all_it_has()
    {
        var node = Node("{}", """{"capacity":{"cpu":"4"}}""");
        Create(Kind, node).ShouldBeEmpty();
        node.Status.Allocatable!["cpu"].ToString().ShouldBe("4");
    }

    [Theory]
    [InlineData("""{"taints":[{"key":"a","effect":"Shoo"}]}""", "spec.taints[0].effect: Unsupported value: \"Shoo\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"")]
    [InlineData("""{"taints":[{"key":"a","effect":"NoExecute"},{"key":"a","effect":"NoExecute"}]}""", "spec.taints[1]: Duplicate value: {\"key\":\"a\",\"effect\":\"NoExecute\"}")]
    [InlineData("""{"podCIDRs":["x"]}""", "spec.podCIDRs[0]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    public void A_spec_is_refused_for(string spec, string error) => Create(Kind, Node(spec)).ShouldBe([error]);

    [Theory]
    [InlineData("""{"podCIDR":"10.1.0.0/24"}""")]
    [InlineData("""{"podCIDRs":["10.1.0.0/24"]}""")]
    public void Both_names_of_its_range_of_pod_addresses_are_filled(string spec)
    {
        var node = Node(spec);
        Create(Kind, node).ShouldBeEmpty();
        node.Spec.PodCIDR.ShouldBe("10.1.0.0/24");
        node.Spec.PodCIDRs.ShouldBe(["10.1.0.0/24"]);
    }

    [Fact]
    public void Its_range_of_pod_addresses_stays() =>
        Update(Kind, Node("""{"podCIDRs":["10.2.0.0/24"]}"""), Node("""{"podCIDRs":["10.1.0.0/24"]}"""))
            .ShouldBe(["spec.podCIDRs: Forbidden: node updates may not change podCIDR except from \"\" to valid"]);

    [Theory]
    [InlineData("{}", "[]", "Unknown")]
    [InlineData("{}", """[{"type":"Ready","status":"True"}]""", "Ready")]
    [InlineData("{}", """[{"type":"Ready","status":"False"}]""", "NotReady")]
    [InlineData("{}", """[{"type":"Ready","status":"Unknown"}]""", "NotReady")]
    [InlineData("""{"unschedulable":true}""", """[{"type":"Ready","status":"True"}]""", "Ready,SchedulingDisabled")]
    public void The_table_says_whether_it_is_ready(string spec, string conditions, string status) =>
        Row(Kind, Node(spec, $$"""{"conditions":{{conditions}}}"""))["Status"].ShouldBe(status);

    [Fact]
    public void The_table_says_what_it_is_for_and_where()
    {
        var node = Node("{}", """{"addresses":[{"type":"InternalIP","address":"10.0.0.1"}],"nodeInfo":{"kubeletVersion":"v1.35.0","osImage":"Debian"}}""");
        node.Metadata.Labels = new() { ["node-role.kubernetes.io/worker"] = "", ["node-role.kubernetes.io/control-plane"] = "", ["kubernetes.io/role"] = "x" };
        var row = Row(Kind, node);
        (row["Roles"], row["Version"], row["Internal-IP"], row["External-IP"], row["OS-Image"], row["Kernel-Version"])
            .ShouldBe(("control-plane,worker,x", "v1.35.0", "10.0.0.1", "<none>", "Debian", "<unknown>"));
    }

    private static Node Node(string spec, string status = "{}") => Decode<Node>("v1", "Node", $$"""{"metadata":{"name":"n"},"spec":{{spec}},"status":{{status}}}""");
}
