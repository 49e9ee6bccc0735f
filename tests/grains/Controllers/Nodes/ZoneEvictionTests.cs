using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Nodes;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Nodes;

public sealed class ZoneEvictionTests : IAsyncLifetime
{
    private static readonly NodeLifecycleOptions Options = new();

    private readonly ControlPlaneFixture _cluster = new()
    {
        Configure = static services => services.AddSingleton(new NodeLifecycleOptions { EvictionRate = 2, SecondaryEvictionRate = 0.5, LargeZone = 10 }),
    };

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(10, 0, nameof(ZoneState.Normal))]
    [InlineData(1, 2, nameof(ZoneState.Normal))]
    [InlineData(3, 3, nameof(ZoneState.Normal))]
    [InlineData(2, 3, nameof(ZoneState.PartialDisruption))]
    [InlineData(0, 1, nameof(ZoneState.FullDisruption))]
    [InlineData(0, 0, nameof(ZoneState.Normal))]
    public void A_zone_is_as_well_as_its_nodes(int ready, int failing, string state) => new ZoneHealth(ready, failing).StateBy(Options).ToString().ShouldBe(state);

    [Theory]
    [InlineData(100, 1, 0.1)]
    [InlineData(20, 40, 0.01)]
    [InlineData(20, 30, 0)]
    [InlineData(0, 30, 0.1)]
    public void The_rate_is_by_the_state_and_the_size_of_the_zone(int ready, int failing, double rate) => new ZoneHealth(ready, failing).EvictionRate(Options).ShouldBe(rate);

    [Theory]
    [InlineData(0.2, nameof(ZoneState.PartialDisruption))]
    [InlineData(0.4, nameof(ZoneState.Normal))]
    public void From_which_part_on_a_zone_has_failed_can_be_set(double threshold, string state) =>
        new ZoneHealth(7, 3).StateBy(new NodeLifecycleOptions { UnhealthyZoneThreshold = threshold }).ToString().ShouldBe(state);

    [Fact]
    public void The_budget_gives_one_and_then_one_every_so_often()
    {
        var (budget, now) = (new EvictionBudget(), DateTime.UnixEpoch);
        budget.TryTake(0.1, now).ShouldBeTrue();
        budget.TryTake(0.1, now.AddSeconds(9)).ShouldBeFalse();
        budget.Wait(0.1, now.AddSeconds(9)).ShouldBe(TimeSpan.FromSeconds(1));
        budget.TryTake(0, now.AddSeconds(60)).ShouldBeFalse();
        budget.TryTake(0.1, now.AddSeconds(60)).ShouldBeTrue();
        budget.TryTake(0.1, now.AddSeconds(60)).ShouldBeFalse();
    }

    [Fact]
    public async Task Nodes_that_fail_lose_their_pods_one_after_the_other()
    {
        await NodesAsync("a", 8);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => _cluster.SetReadyAsync($"a{i}", "Unknown")));
        await _cluster.UntilAsync(() => DrivenOut("a") == 3, "all three are tainted in the end");
        var times = _cluster.All<Node>(KnownResources.Nodes, null).Where(NodeTaints.DrivesOut).Select(node => node.Spec.Taints!.Single(taint => taint.Effect == "NoExecute").TimeAdded!.Value).Order().ToList();
        (times[^1] - times[0]).ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_small_zone_that_has_failed_in_part_keeps_its_pods_until_it_is_better()
    {
        await NodesAsync("a", 6);
        await NodesAsync("b", 2);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => _cluster.SetReadyAsync($"a{i}", "False")));
        await _cluster.UntilAsync(() => DrivenOut("a") > 0, "the first is tainted while half are well");
        await _cluster.SetReadyAsync("a3", "False");
        await _cluster.UntilAsync(() => Find("a3").Spec.Taints?.Count > 0, "the fourth is kept clear of new pods");
        await _cluster.SetReadyAsync("b0", "False");
        await _cluster.UntilAsync(() => DrivenOut("b") == 1, "another zone goes on");
        NodeTaints.DrivesOut(Find("a3")).ShouldBeFalse();
        await _cluster.SetReadyAsync("a0", "True");
        await _cluster.SetReadyAsync("a1", "True");
        await _cluster.UntilAsync(() => NodeTaints.DrivesOut(Find("a3")), "its turn comes when half are well again");
    }

    [Fact]
    public async Task When_nothing_is_ready_at_all_nobody_has_to_leave()
    {
        await NodesAsync("a", 2);
        await NodesAsync("b", 1);
        await _cluster.SetReadyAsync("a0", "Unknown");
        await _cluster.UntilAsync(() => DrivenOut("a") == 1, "the first is tainted");
        await _cluster.SetReadyAsync("a1", "Unknown");
        await _cluster.SetReadyAsync("b0", "Unknown");
        await _cluster.UntilAsync(() => DrivenOut("a") + DrivenOut("b") == 0 && Find("b0").Spec.Taints?.Count == 1, "the taints that drive out are taken back");
        await _cluster.SetReadyAsync("b0", "True");
        await _cluster.UntilAsync(() => DrivenOut("a") == 2, "they come when one is ready again");
    }

    private async Task NodesAsync(string zone, int count) =>
        await _cluster.AddNodesAsync(count, zone, also: node => node.Metadata.Labels!["topology.kubernetes.io/zone"] = zone);

    private Node Find(string name) => _cluster.Find<Node>(KnownResources.Nodes, null, name)!;

    private int DrivenOut(string zone) => _cluster.All<Node>(KnownResources.Nodes, null).Count(node => node.Metadata.Name![0] == zone[0] && NodeTaints.DrivesOut(node));
}
