using System.Text.Json;
using Orchestrator.Grains.Scheduling.Configuration;

namespace Orchestrator.Grains.Tests.Scheduling;

/// <summary>What a profile's configuration changes.</summary>
public class ProfileTests
{
    [Theory]
    [InlineData("{}", "empty")]
    [InlineData("""{"scoringStrategy":{"type":"MostAllocated","resources":[{"name":"cpu","weight":1}]}}""", "full")]
    [InlineData("""{"scoringStrategy":{"type":"RequestedToCapacityRatio","requestedToCapacityRatio":{"shape":[{"utilization":0,"score":0},{"utilization":100,"score":10}]}}}""", "full")]
    [InlineData("""{"scoringStrategy":{"type":"RequestedToCapacityRatio","requestedToCapacityRatio":{"shape":[{"utilization":0,"score":10},{"utilization":100,"score":0}]}}}""", "empty")]
    public void The_allocation_strategy_packs_or_spreads(string args, string expected)
    {
        var cluster = new SchedulerFixture(With([], [], ("NodeResourcesFit", args)));
        cluster.Node("empty");
        cluster.Node("full");
        cluster.Place("other", "full", cluster.Requirements(cpu: 2000, memory: 4L << 30));
        cluster.Try(cluster.Requirements(cpu: 500, memory: 1L << 30)).ShouldBe(expected);
    }

    [Fact]
    public void Ignored_resources_are_not_looked_at()
    {
        var cluster = new SchedulerFixture(With([], [], ("NodeResourcesFit", """{"ignoredResources":["example.com/foo"],"ignoredResourceGroups":["example.org"]}""")));
        cluster.Node("a");
        cluster.Try(cluster.With(new() { Extended = new Dictionary<string, long> { ["example.com/foo"] = 1, ["example.org/bar"] = 1 } })).ShouldBe("a");
        cluster.Try(cluster.With(new() { Extended = new Dictionary<string, long> { ["example.com/gpu"] = 1 } })).ShouldContain("Insufficient example.com/gpu");
    }

    [Fact]
    public void Added_affinity_counts_for_every_pod()
    {
        const string args = """{"addedAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"pool","operator":"In","values":["x"]}]}]}}}""";
        var cluster = new SchedulerFixture(With([], [], ("NodeAffinity", args)));
        cluster.Node("a");
        cluster.Try(cluster.Requirements()).ShouldStartWith("0/1 nodes are available: 1 node(s) didn't match scheduler-enforced node affinity.");
        cluster.Node("b", also: n => n.Labels = new Dictionary<string, string> { ["pool"] = "x" });
        cluster.Try(cluster.Requirements()).ShouldBe("b");
    }

    [Fact]
    public void Plugins_can_be_left_out()
    {
        var cluster = new SchedulerFixture(With([], ["NodeUnschedulable", "DefaultPreemption"]));
        cluster.Node("a", cpu: 100, also: n => n.Unschedulable = true);
        cluster.Try(cluster.Requirements(cpu: 50)).ShouldBe("a");
        cluster.Try(cluster.Requirements(cpu: 500)).ShouldBe("0/1 nodes are available: 1 Insufficient cpu.");
    }

    [Fact]
    public void A_plugin_that_does_not_exist_is_refused() =>
        Should.Throw<FormatException>(() => new SchedulerFixture(With([("Nonsense", 1)], []))).Message.ShouldContain("\"Nonsense\" does not exist");

    [Fact]
    public void A_configuration_file_is_read()
    {
        var read = SchedulerConfigurationFile.Parse("""
            apiVersion: kubescheduler.config.k8s.io/v1
            kind: KubeSchedulerConfiguration
            profiles:
              - schedulerName: default-scheduler
              - schedulerName: packing
                plugins:
                  multiPoint:
                    disabled: [{name: ImageLocality}]
                  score:
                    enabled: [{name: NodeResourcesFit, weight: 5}]
                    disabled: [{name: PodTopologySpread}]
                pluginConfig:
                  - name: NodeResourcesFit
                    args: {scoringStrategy: {type: MostAllocated}}
            """);
        read.Profiles.Select(p => p.SchedulerName).ShouldBe(["default-scheduler", "packing"]);
        var packing = read.Profiles[1];
        packing.Enabled.ShouldBe([("NodeResourcesFit", 5)]);
        packing.Disabled.ShouldBe(["ImageLocality", "PodTopologySpread"], ignoreOrder: true);
        packing.Args["NodeResourcesFit"].GetProperty("scoringStrategy").GetProperty("type").GetString().ShouldBe("MostAllocated");
    }

    private static ProfileConfiguration With((string Name, int Weight)[] enabled, string[] disabled, params (string Plugin, string Args)[] args) =>
        new("default-scheduler", enabled, disabled, args.ToDictionary(a => a.Plugin, a => JsonDocument.Parse(a.Args).RootElement));
}
