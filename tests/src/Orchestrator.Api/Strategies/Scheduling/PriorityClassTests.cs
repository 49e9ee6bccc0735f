using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Scheduling.V1;

namespace Orchestrator.Api.Tests.Strategies.Scheduling;

public class PriorityClassTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("scheduling.k8s.io/v1", "PriorityClass");

    [Theory]
    [InlineData("p", """ "value":1000000001 """, "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    [InlineData("p", """ "value":1,"preemptionPolicy":"X" """, "preemptionPolicy: Unsupported value: \"X\": supported values: \"PreemptLowerPriority\", \"Never\"")]
    [InlineData("system-x", """ "value":1 """, "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class")]
    [InlineData("system-node-critical", """ "value":1 """, "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-node-critical PriorityClass must be 2000001000")]
    [InlineData("system-node-critical", """ "value":2000001000,"globalDefault":true """, "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: globalDefault of system-node-critical PriorityClass must be false")]
    public void Is_refused_for(string name, string fields, string error) => Create(Kind, Class(name, fields)).ShouldBe([error]);

    [Theory]
    [InlineData("p", """ "value":-5 """)]
    [InlineData("p", """ "value":1000000000,"globalDefault":true,"preemptionPolicy":"Never" """)]
    [InlineData("system-cluster-critical", """ "value":2000000000 """)]
    public void Is_accepted(string name, string fields) => Create(Kind, Class(name, fields)).ShouldBeEmpty();

    [Fact]
    public void Its_value_stays()
    {
        var old = Class("p", """ "value":1 """);
        Create(Kind, old);
        Update(Kind, Class("p", """ "value":2,"preemptionPolicy":"Never" """), old).ShouldBe([
            "value: Forbidden: may not be changed in an update.",
            "preemptionPolicy: Invalid value: \"Never\": field is immutable",
        ]);
        Update(Kind, Class("p", """ "value":1,"globalDefault":true,"description":"d" """), old).ShouldBeEmpty();
    }

    [Fact]
    public void The_table()
    {
        var row = Row(Kind, Class("p", """ "value":7 """));
        (row["Value"], row["Global-Default"], row["PreemptionPolicy"]).ShouldBe(("7", "false", "PreemptLowerPriority"));
    }

    private static PriorityClass Class(string name, string fields) =>
        Decode<PriorityClass>("scheduling.k8s.io/v1", "PriorityClass", $$"""{"metadata":{"name":"{{name}}"},{{fields}}}""");
}
