using System.Net;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.NodeAddresses;

public class NodeAddressTests : IAsyncLifetime
{
    private static readonly Api.Objects.GroupResource Claims = new("internal.orchestrator.io", "nodecidrs");

    private readonly ControlPlaneFixture _cluster = new()
    {
        PodNetwork = new PodNetwork { ClusterCidrs = [IPNetwork.Parse("10.244.0.0/28"), IPNetwork.Parse("fd00:10::/60")], MaskSizeIPv4 = 30, MaskSizeIPv6 = 64 },
    };

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Nodes_made_at_once_get_ranges_of_their_own_and_one_too_many_waits_for_another_to_go()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => CreateAsync($"n{i}")));
        var given = Nodes().Where(node => node.Spec.PodCIDR is not null).ToList();
        given.Count.ShouldBe(4);
        given.ShouldAllBe(node => node.Spec.PodCIDRs!.Count == 2 && node.Spec.PodCIDRs[0] == node.Spec.PodCIDR);
        given.Select(node => node.Spec.PodCIDRs![0]).Distinct().Count().ShouldBe(4);
        given.Select(node => node.Spec.PodCIDRs![1]).Distinct().Count().ShouldBe(4);
        var without = Nodes().Single(node => node.Spec.PodCIDR is null).Metadata.Name!;
        await _cluster.UntilAsync(
            () => _cluster.All<Event>(KnownResources.Events, "default").Exists(e => e.Reason == "CIDRNotAvailable" && e.Message == $"Node {without} status is now: CIDRNotAvailable"),
            "it is told");

        await _cluster.Client.DeleteAsync(KnownResources.Nodes.Key(null, given[0].Metadata.Name!), WriteOptions.None, CancellationToken.None);
        await _cluster.UntilAsync(() => Nodes().TrueForAll(node => node.Spec.PodCIDR is not null), "the one that waited has a range");
        Nodes().Select(node => node.Spec.PodCIDR).Distinct().Count().ShouldBe(4);
        _cluster.Replica.List(Claims).Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_range_that_an_agent_says_itself_is_kept_from_others_and_given_back()
    {
        await CreateAsync("own", node => (node.Spec.PodCIDR, node.Spec.PodCIDRs) = ("10.244.0.0/29", ["10.244.0.0/29"]));
        await CreateAsync("a");
        await CreateAsync("b");
        new[] { Find("a"), Find("b") }.Select(node => node.Spec.PodCIDR).ShouldBe(["10.244.0.8/30", "10.244.0.12/30"], ignoreOrder: true);
        foreach (var name in (string[])["own", "a", "b"])
        {
            await _cluster.Client.DeleteAsync(KnownResources.Nodes.Key(null, name), WriteOptions.None, CancellationToken.None);
        }

        _cluster.Replica.List(Claims).Count.ShouldBe(0);
    }

    private List<Node> Nodes() => _cluster.All<Node>(KnownResources.Nodes, null);

    private Node Find(string name) => _cluster.Find<Node>(KnownResources.Nodes, null, name)!;

    private Task CreateAsync(string name, Action<Node>? also = null)
    {
        var node = new Node { Metadata = new ObjectMeta { Name = name } };
        also?.Invoke(node);
        return _cluster.Client.CreateAsync(node, CancellationToken.None);
    }
}
