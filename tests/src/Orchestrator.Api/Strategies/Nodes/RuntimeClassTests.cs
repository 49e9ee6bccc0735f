using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Node.V1;

namespace Orchestrator.Api.Tests.Strategies.Nodes;

public class RuntimeClassTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("node.k8s.io/v1", "RuntimeClass");

    [Theory]
    [InlineData(""" "handler":"a.b" """, "handler: Invalid value: \"a.b\": must not contain dots")]
    [InlineData(""" "handler":"a","overhead":{"podFixed":{"cpu":"-1"}} """, "overhead.podFixed.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData(""" "handler":"a","scheduling":{"tolerations":[{"key":"k","operator":"Exists"},{"key":"k","operator":"Exists"}]} """, "scheduling.tolerations[1]: Duplicate value: {\"key\":\"k\",\"operator\":\"Exists\"}")]
    public void Is_refused_for(string fields, string error) => Create(Kind, Class(fields)).ShouldBe([error]);

    [Fact]
    public void Its_handler_stays() => Update(Kind, Class(""" "handler":"b" """), Class(""" "handler":"a" """)).ShouldBe(["handler: Invalid value: \"b\": field is immutable"]);

    [Fact]
    public void The_table_names_the_handler() => Row(Kind, Class(""" "handler":"a" """))["Handler"].ShouldBe("a");

    private static RuntimeClass Class(string fields) => Decode<RuntimeClass>("node.k8s.io/v1", "RuntimeClass", $$"""{"metadata":{"name":"r"},{{fields}}}""");
}
