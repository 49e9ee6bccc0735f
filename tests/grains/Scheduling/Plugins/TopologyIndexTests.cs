using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Counting;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins;

/// <summary>Domains are numbers that are given again when their nodes are gone.</summary>
public class TopologyIndexTests
{
    private readonly TopologyIndex _zones = new("zone");

    [Fact]
    public void Nodes_of_one_value_are_in_one_domain_and_those_without_it_in_none()
    {
        Set(0, "a").ShouldBeTrue();
        Set(1, "b").ShouldBeTrue();
        Set(2, "a").ShouldBeTrue();
        Set(3, null).ShouldBeFalse();
        Set(2, "a").ShouldBeFalse();
        _zones.Of(2).ShouldBe(_zones.Of(0));
        _zones.Of(1).ShouldNotBe(_zones.Of(0));
        _zones.Of(3).ShouldBe(TopologyIndex.None);
        _zones.Of(99).ShouldBe(TopologyIndex.None);
    }

    [Fact]
    public void The_number_of_a_domain_is_free_when_its_last_node_has_left()
    {
        Set(0, "a");
        Set(1, "a");
        Set(1, "b");
        var (a, b) = (_zones.Of(0), _zones.Of(1));
        Set(0, "b").ShouldBeTrue();
        Set(2, "c");
        _zones.Of(0).ShouldBe(b);
        _zones.Of(2).ShouldBe(a);
        _zones.Count.ShouldBe(2);
    }

    [Fact]
    public void Hosts_that_come_and_go_for_ever_need_no_more_numbers_than_there_are_at_once()
    {
        for (var i = 0; i < 10_000; i++)
        {
            Set(i % 7, $"host-{i}");
            if (i % 3 == 0)
            {
                Set(i % 7, null).ShouldBeTrue();
            }
        }

        _zones.Count.ShouldBeLessThanOrEqualTo(7);
        Enumerable.Range(0, 7).Select(_zones.Of).Where(d => d != TopologyIndex.None).ShouldBeUnique();
    }

    private bool Set(int index, string? zone) =>
        _zones.Set(new SchedulingNode($"n{index}", index) { Exists = zone is not null, Labels = new Dictionary<string, string> { ["zone"] = zone ?? "" } });
}
