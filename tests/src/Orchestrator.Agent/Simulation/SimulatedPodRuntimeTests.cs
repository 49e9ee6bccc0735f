using Orchestrator.Agent.Simulation;
using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Simulation;

public sealed class SimulatedPodRuntimeTests
{
    [Fact]
    public async Task Pods_pass_through_the_timeline_and_end_when_deleted()
    {
        var timeline = new PodTimeline
        {
            Stages = [new() { AfterMilliseconds = 10, State = PodStageState.Creating }, new() { AfterMilliseconds = 10, State = PodStageState.Running }, new() { AfterMilliseconds = 10, State = PodStageState.Ready }],
            TerminationMilliseconds = 10,
        };
        await using var clock = new SimulationClock(TimeProvider.System);
        var sink = new TestSink();
        var node = new SimulatedPodRuntime(sink, timeline, clock, 0, "10.120.0.0", TimeProvider.System);
        var pod = TestPods.Shell("simulated", "");
        node.Assign(TestPods.Copy(pod));
        await sink.StatusAsync(pod, static s => s.Conditions!.Exists(static c => c is { Type: "Ready", Status: "True" }));
        sink.All(pod).Select(static s => s.Phase).ShouldBe(["Pending", "Running", "Running"]);
        sink.Latest(pod)!.PodIP.ShouldBe("10.128.0.1");
        sink.Latest(pod)!.ContainerStatuses![0].Ready.ShouldBeTrue();

        pod.Metadata.DeletionTimestamp = DateTime.UtcNow;
        node.Assign(TestPods.Copy(pod));
        await sink.TerminatedAsync(pod);
    }

    [Fact]
    public async Task A_pod_that_ends_with_an_error_begins_again()
    {
        var timeline = new PodTimeline { Stages = [new() { AfterMilliseconds = 5, State = PodStageState.Ready }, new() { AfterMilliseconds = 5, State = PodStageState.Ended, ExitCode = 1 }] };
        await using var clock = new SimulationClock(TimeProvider.System);
        var sink = new TestSink();
        var node = new SimulatedPodRuntime(sink, timeline, clock, 0, "10.120.0.0", TimeProvider.System);
        var pod = TestPods.Shell("simulated", "");
        node.Assign(TestPods.Copy(pod));
        await sink.StatusAsync(pod, static s => s.ContainerStatuses![0].RestartCount == 2);
    }

    [Fact]
    public void A_timeline_is_read_from_JSON()
    {
        var json = """{"stages":[{"afterMilliseconds":50,"jitterMilliseconds":10,"state":"Ready"},{"afterMilliseconds":1000,"state":"Ended","exitCode":0}],"terminationMilliseconds":5}""";
        var timeline = System.Text.Json.JsonSerializer.Deserialize(json, PodTimelineJson.Default.PodTimeline)!;
        timeline.Stages.Select(static s => s.State).ShouldBe([PodStageState.Ready, PodStageState.Ended]);
        timeline.TerminationMilliseconds.ShouldBe(5);
    }

    [Fact]
    public async Task Ten_thousand_pods_cost_little()
    {
        await using var clock = new SimulationClock(TimeProvider.System);
        var sink = new CountingSink(10_000);
        var nodes = Enumerable.Range(0, 1000).Select(i => new SimulatedPodRuntime(sink, PodTimeline.Default, clock, i, "10.120.0.0", TimeProvider.System)).ToList();
        for (var i = 0; i < 10_000; i++)
        {
            nodes[i % 1000].Assign(TestPods.Shell($"p{i}", ""));
        }

        await sink.All.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private sealed class CountingSink(int expected) : Orchestrator.Agent.Pods.IPodStatusSink
    {
        private int _left = expected;

        public TaskCompletionSource All { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Report(Api.Models.Core.V1.Pod pod, Api.Models.Core.V1.PodStatus status)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                All.SetResult();
            }
        }

        public void Terminated(Api.Models.Core.V1.Pod pod)
        {
        }
    }
}
