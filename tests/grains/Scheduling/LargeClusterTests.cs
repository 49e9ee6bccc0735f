using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Xunit.Abstractions;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>Decisions on as many nodes as a large cluster has are right; what they cost is measured by the benchmark of the same cases.</summary>
public class LargeClusterTests
{
    private const int Group = 50;
    private const string Host = "kubernetes.io/hostname";

    public static TheoryData<string, int> Cases => new()
    {
        { "default", 100 }, { "default", 1000 }, { "default", 5000 },
        { "soft spread", 100 }, { "soft spread", 1000 }, { "soft spread", 5000 },
        { "anti-affinity and spread", 100 }, { "anti-affinity and spread", 1000 }, { "anti-affinity and spread", 5000 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pods_fill_the_nodes_evenly(string kind, int nodes)
    {
        const int pods = 4000;
        var cluster = new SchedulerFixture();
        for (var i = 0; i < nodes; i++)
        {
            var (name, zone) = ($"n{i}", $"z{i % 3}");
            cluster.Node(name, cpu: 32_000, also: n => n.Labels = new Dictionary<string, string> { [Host] = name, ["zone"] = zone });
        }

        for (var i = 0; i < pods; i++)
        {
            cluster.Enqueue(cluster.Read(Pod(kind, i)));
        }

        var placed = new List<(int Group, string Node)>();
        for (var i = 0; i < pods; i++)
        {
            var decision = cluster.Decide();
            placed.Add((int.Parse(decision.Pod.Key.Name[1..]) / Group, decision.Node.ShouldNotBeNull()));
        }

        var perNode = placed.GroupBy(p => p.Node).Select(g => g.Count()).ToList();
        (perNode.Max() - (perNode.Count < nodes ? 0 : perNode.Min())).ShouldBeLessThanOrEqualTo(kind == "default" ? 1 : 3, "they fill the nodes evenly");
        if (kind == "anti-affinity and spread")
        {
            placed.GroupBy(p => p.Group).ShouldAllBe(g => g.Select(p => p.Node).Distinct().Count() == Group);
            placed.GroupBy(p => p.Group).ShouldAllBe(g => g.GroupBy(p => Zone(p.Node)).All(z => z.Count() == 16 || z.Count() == 17));
        }
    }

    private static int Zone(string node) => int.Parse(node[1..]) % 3;

    private static Pod Pod(string kind, int i)
    {
        var app = $"g{i / Group}";
        var selector = new LabelSelector { MatchLabels = new() { ["app"] = app } };
        return TestPods.Make($"p{i}", $"app={app}", spec =>
        {
            if (kind == "soft spread")
            {
                spec.TopologySpreadConstraints = [Constraint(Host, "ScheduleAnyway"), Constraint("zone", "ScheduleAnyway")];
            }
            else if (kind != "default")
            {
                spec.TopologySpreadConstraints = [Constraint("zone", "DoNotSchedule")];
                spec.Affinity = new Affinity { PodAntiAffinity = new() { RequiredDuringSchedulingIgnoredDuringExecution = [new() { TopologyKey = Host, LabelSelector = selector }] } };
            }
        });

        TopologySpreadConstraint Constraint(string key, string when) => new() { TopologyKey = key, MaxSkew = 1, WhenUnsatisfiable = when, LabelSelector = selector };
    }
}
