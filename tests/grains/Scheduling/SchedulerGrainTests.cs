using System.Diagnostics;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Models.Scheduling.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;
using Xunit.Abstractions;

namespace Orchestrator.Grains.Tests.Scheduling;

public class SchedulerGrainTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly ControlPlaneFixture _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_pod_without_a_node_says_why_and_gets_one_when_there_is_one()
    {
        await _cluster.Client.CreateAsync(Make.Pod("default", "p"), CancellationToken.None);
        await _cluster.UntilAsync(() => Scheduled("p") is { Status: "False" }, "it says that it is unschedulable");
        Scheduled("p")!.Reason.ShouldBe("Unschedulable");
        Scheduled("p")!.Message.ShouldBe("no nodes available to schedule pods");
        await _cluster.AddNodeAsync("small", cpu: "5m");
        await _cluster.UntilAsync(() => Scheduled("p")!.Message!.StartsWith("0/1 nodes are available: 1 Insufficient cpu. ", StringComparison.Ordinal), "a node that is too small does not help");
        await _cluster.AddNodeAsync("large");
        await _cluster.UntilAsync(() => Pod("p").Spec.NodeName == "large", "it is bound");
        await _cluster.UntilAsync(() => Reasons().IsSupersetOf(["FailedScheduling", "Scheduled"]), "events tell");
    }

    [Fact]
    public async Task A_gated_pod_and_one_of_another_scheduler_are_left_alone()
    {
        await _cluster.AddNodeAsync("n");
        await _cluster.Client.CreateAsync(Make.Pod("default", "gated", s => s.SchedulingGates = [new PodSchedulingGate { Name = "wait" }]), CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "other", s => s.SchedulerName = "other"), CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "plain"), CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("plain").Spec.NodeName == "n", "the plain one is bound");
        Pod("gated").Spec.NodeName.ShouldBeNull();
        Pod("other").Spec.NodeName.ShouldBeNull();
        await _cluster.PatchAsync(KnownResources.Pods.Key("default", "gated"), "{'spec':{'schedulingGates':null}}");
        await _cluster.UntilAsync(() => Pod("gated").Spec.NodeName == "n", "it is bound when its gate opens");
    }

    [Fact]
    public async Task Freed_room_is_used()
    {
        await _cluster.AddNodeAsync("n", cpu: "15m");
        await _cluster.Client.CreateAsync(Make.Pod("default", "first"), CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("first").Spec.NodeName == "n", "the first is bound");
        await _cluster.Client.CreateAsync(Make.Pod("default", "second"), CancellationToken.None);
        await _cluster.UntilAsync(() => Scheduled("second") is { Status: "False" }, "there is no room");
        await _cluster.Client.DeleteAsync(KnownResources.Pods.Key("default", "first"), Contract.WriteOptions.None, CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("second").Spec.NodeName == "n", "the second is bound");
    }

    [Fact]
    public async Task A_pod_of_higher_priority_takes_the_place_of_one_that_no_budget_protects()
    {
        await _cluster.AddNodeAsync("n", cpu: "20m");
        await _cluster.Client.CreateAsync(Budget("guarded"), CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "guarded", labels: new() { ["app"] = "guarded" }), CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "free", labels: new() { ["app"] = "free" }), CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("guarded").Spec.NodeName == "n" && Pod("free").Spec.NodeName == "n", "both are bound");
        await _cluster.Client.CreateAsync(new PriorityClass { Metadata = new ObjectMeta { Name = "high" }, Value = 1000 }, CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "urgent", s => (s.PriorityClassName, s.Priority) = ("high", 1000)), CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("urgent").Spec.NodeName == "n", "it has the place");
        _cluster.Find<Pod>(KnownResources.Pods, "default", "free").ShouldBeNull("it was the smaller loss");
        Pod("guarded").Metadata.DeletionTimestamp.ShouldBeNull();
        await _cluster.UntilAsync(() => Reasons().Contains("Preempted"), "an event tells");
        Event("Preempted").ShouldSatisfyAllConditions(
            e => e.InvolvedObject.Name.ShouldBe("free"), e => e.Message.ShouldBe($"Preempted by pod {Pod("urgent").Metadata.Uid} on node n"));
    }

    [Theory]
    [InlineData("first", "second")]
    [InlineData("second", "first")]
    public async Task Of_two_alike_the_one_that_began_later_goes(string older, string younger)
    {
        await _cluster.AddNodeAsync("n", cpu: "20m");
        await _cluster.Client.CreateAsync(Make.Pod("default", "first"), CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "second"), CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("first").Status.Phase == "Running" && Pod("second").Status.Phase == "Running", "both run");
        await _cluster.PatchAsync(KnownResources.Pods.Key("default", older), "{'status':{'startTime':'2020-01-01T00:00:00Z'}}", "status");
        await _cluster.PatchAsync(KnownResources.Pods.Key("default", younger), "{'status':{'startTime':'2021-01-01T00:00:00Z'}}", "status");
        await _cluster.Client.CreateAsync(new PriorityClass { Metadata = new ObjectMeta { Name = "high" }, Value = 1000 }, CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod("default", "urgent", s => (s.PriorityClassName, s.Priority) = ("high", 1000)), CancellationToken.None);
        await _cluster.UntilAsync(() => Pod("urgent").Spec.NodeName == "n", "it has the place");
        _cluster.Find<Pod>(KnownResources.Pods, "default", younger).ShouldBeNull();
        Pod(older).Metadata.DeletionTimestamp.ShouldBeNull();
    }

    [Fact]
    public async Task Replicas_of_one_set_are_spread_over_zones_unasked()
    {
        var zone = 0;
        await _cluster.AddNodesAsync(4, also: node => node.Metadata.Labels!["topology.kubernetes.io/zone"] = $"z{zone++ / 3}");
        await _cluster.Client.CreateAsync(Make.ReplicaSet("default", 2), CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Pods("default").Count(p => p.Spec.NodeName is not null) == 2, "both are bound");
        _cluster.Pods("default").Select(p => p.Spec.NodeName!).Count(n => n == "node-3").ShouldBe(1, "the only node of its zone");
    }

    [Fact]
    public async Task Three_thousand_replicas_on_a_thousand_nodes()
    {
        await _cluster.AddNodesAsync(1000);
        var watch = Stopwatch.StartNew();
        await _cluster.Client.CreateAsync(Make.Deployment("default", 3000), CancellationToken.None);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await _cluster.UntilAsync(() => _cluster.Replica.List(KnownResources.Pods).Count == 3000, "all are created");
        output.WriteLine($"created after {watch.Elapsed.TotalSeconds:F1} s");
        await _cluster.UntilAsync(() => _cluster.Pods("default").TrueForAll(pod => pod.Spec.NodeName is not null), "all are bound");
        output.WriteLine($"bound after {watch.Elapsed.TotalSeconds:F1} s");
        await _cluster.UntilAsync(
            () => _cluster.Find<Deployment>(KnownResources.Deployments, "default", "web")!.Status.AvailableReplicas == 3000, "all are available");
        output.WriteLine($"available after {watch.Elapsed.TotalSeconds:F1} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:F1} s of CPU");
        _cluster.Pods("default").GroupBy(pod => pod.Spec.NodeName).ShouldAllBe(node => node.Count() == 3);
    }

    private Pod Pod(string name) => _cluster.Find<Pod>(KnownResources.Pods, "default", name)!;

    private PodCondition? Scheduled(string name) => PodState.Condition(Pod(name), "PodScheduled");

    private static PodDisruptionBudget Budget(string app) => new()
    {
        Metadata = new ObjectMeta { Name = app, Namespace = "default" },
        Spec = new PodDisruptionBudgetSpec { MinAvailable = 1, Selector = new LabelSelector { MatchLabels = new() { ["app"] = app } } },
    };

    private Event Event(string reason) => _cluster.All<Event>(KnownResources.Events, "default").Single(e => e.Reason == reason);

    private HashSet<string> Reasons() => [.. _cluster.All<Event>(KnownResources.Events, "default").Select(e => e.Reason!)];
}
