using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Nodes;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Nodes;

public class EvictionDeadlineTests
{
    private static readonly DateTime Now = DateTime.UnixEpoch.AddDays(1);

    [Theory]
    [InlineData(10L, 10)]
    [InlineData(0L, 0)]
    [InlineData(-5L, 0)]
    public void A_pod_stays_as_long_as_it_tolerates_the_taint(long seconds, int expected) =>
        EvictionDeadline.Of(Pod(Tolerates("k", seconds)), Tainted(Added("k", Now)), Now).ShouldBe(Now.AddSeconds(expected));

    [Fact]
    public void Without_a_toleration_it_leaves_at_once() => EvictionDeadline.Of(Pod(), Tainted(Added("k", Now)), Now).ShouldBe(Now);

    [Fact]
    public void A_toleration_without_a_limit_is_for_ever() =>
        EvictionDeadline.Of(Pod(new Toleration { Operator = "Exists" }), Tainted(Added("k", null)), Now).ShouldBeNull();

    [Fact]
    public void The_first_toleration_that_fits_counts() =>
        EvictionDeadline.Of(Pod(Tolerates("k", 60), Tolerates("k", 5)), Tainted(Added("k", Now)), Now).ShouldBe(Now.AddSeconds(60));

    [Fact]
    public void Of_several_taints_the_least_tolerated_decides() =>
        EvictionDeadline.Of(Pod(Tolerates("k", 60), Tolerates("l", 5)), Tainted(Added("k", Now), Added("l", Now.AddSeconds(10))), Now).ShouldBe(Now.AddSeconds(15));

    [Fact]
    public void A_taint_that_does_not_say_when_it_was_added_counts_from_when_it_was_seen() =>
        EvictionDeadline.Of(Pod(Tolerates("k", 60)), Tainted(Added("k", null)), Now.AddSeconds(7)).ShouldBe(Now.AddSeconds(67));

    [Fact]
    public void A_pod_that_came_after_the_taint_has_its_time_from_then_on()
    {
        var pod = Pod(Tolerates("k", 60));
        pod.Status.Conditions = [new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = Now }];
        EvictionDeadline.Of(pod, Tainted(Added("k", Now.AddHours(-1))), Now).ShouldBe(Now.AddSeconds(60));
    }

    [Fact]
    public void Taints_that_drive_nothing_out_do_not_count() =>
        EvictionDeadline.Of(Pod(), new Node { Spec = new NodeSpec { Taints = [new Taint { Key = "k", Effect = "NoSchedule" }] } }, Now).ShouldBeNull();

    private static Pod Pod(params Toleration[] tolerations) => Make.Pod("ns", "p", spec => spec.Tolerations = [.. tolerations]);

    private static Toleration Tolerates(string key, long seconds) => new() { Key = key, Operator = "Exists", Effect = "NoExecute", TolerationSeconds = seconds };

    private static Taint Added(string key, DateTime? time) => new() { Key = key, Effect = "NoExecute", TimeAdded = time };

    private static Node Tainted(params Taint[] taints) => new() { Spec = new NodeSpec { Taints = [.. taints] } };
}
