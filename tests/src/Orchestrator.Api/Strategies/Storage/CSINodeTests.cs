using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Api.Tests.Strategies.Storage;

public class CSINodeTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("storage.k8s.io/v1", "CSINode");

    [Theory]
    [InlineData("""[{"name":"d","nodeID":"","topologyKeys":[]}]""", "spec.drivers[0].nodeID: Required value")]
    [InlineData("""[{"name":"","nodeID":"n","topologyKeys":[]}]""", "spec.drivers[0].name: Required value")]
    [InlineData("""[{"name":"d","nodeID":"n"},{"name":"d","nodeID":"n"}]""", "spec.drivers[1].name: Duplicate value: \"d\"")]
    [InlineData("""[{"name":"d","nodeID":"n","allocatable":{"count":-1}}]""", "spec.drivers[0].allocatable.count: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("""[{"name":"d","nodeID":"n","topologyKeys":["a","a"]}]""", "spec.drivers[0]: Duplicate value: \"a\"")]
    public void Is_refused_for(string drivers, string error) => Create(Kind, Node(drivers)).ShouldBe([error]);

    [Fact]
    public void What_a_driver_calls_the_node_stays()
    {
        var old = Node("""[{"name":"d","nodeID":"n","topologyKeys":[]}]""");
        Update(Kind, Node("""[{"name":"d","nodeID":"m","topologyKeys":[]}]"""), old).ShouldBe(
            ["CSINodeDriver: Invalid value: {\"name\":\"d\",\"nodeID\":\"m\",\"topologyKeys\":[]}: field is immutable"]);
        Update(Kind, Node("""[{"name":"e","nodeID":"m","topologyKeys":[]}]"""), old).ShouldBeEmpty();
        Row(Kind, old)["Drivers"].ShouldBe("1");
    }

    private static CSINode Node(string drivers) => Decode<CSINode>("storage.k8s.io/v1", "CSINode", $$$"""{"metadata":{"name":"n"},"spec":{"drivers":{{{drivers}}}}}""");
}
