using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Apps.V1;

namespace Orchestrator.Api.Tests.Strategies.Apps;

public class ReplicaSetTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("apps/v1", "ReplicaSet");

    [Fact]
    public void The_table_counts_pods()
    {
        var set = Set();
        Create(Kind, set).ShouldBeEmpty();
        set.Status = new ReplicaSetStatus { Replicas = 2, ReadyReplicas = 1 };
        var row = Row(Kind, set);
        (row["Desired"], row["Current"], row["Ready"], row["Selector"]).ShouldBe(("1", "2", "1", "app in (a,b),web"));
        Kind.Strategy!.SelectableFields["status.replicas"](set).ShouldBe("2");
    }

    private static ReplicaSet Set() => Decode<ReplicaSet>("apps/v1", "ReplicaSet", """
        {"metadata":{"name":"r","namespace":"default"},"spec":{"selector":{"matchExpressions":[{"key":"web","operator":"Exists"},{"key":"app","operator":"In","values":["b","a"]}]},
         "template":{"metadata":{"labels":{"app":"a","web":""}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """);
}
