using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.Base;

/// <summary>Whatever goes wrong with one object stays with it, and is told of it.</summary>
public sealed class ContainmentTests : IAsyncLifetime
{
    private readonly ControlPlaneFixture _cluster = new()
    {
        Configure = services => services
            .AddSingleton(new LoopLimits(20, 0.1, 0.1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)))
            .AddSingleton<IController, FailingController>()
            .AddSingleton<IController, LeftController>()
            .AddSingleton<IController, RightController>(),
    };

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_controller_that_fails_for_one_object_goes_on_with_the_others_and_says_so()
    {
        await CreateAsync("bad");
        await _cluster.UntilAsync(() => Events("ReconcileFailed").Count == 1, "the failure is told");
        Events("ReconcileFailed")[0].InvolvedObject.Name.ShouldBe("bad");
        Events("ReconcileFailed")[0].Message.ShouldNotBeNull().ShouldEndWith("tries in a row failed, the last one with: InvalidOperationException: no way");

        await CreateAsync("good");
        await _cluster.UntilAsync(() => Data("good", "seen") == "yes", "the other one is looked at");

        // its own write has it look once more
        var good = await ExplainedAsync("failing", Key("good"), report => report.Decision == "all 1 keys are there");
        good.Error.ShouldBeEmpty();

        var bad = await _cluster.ExplainAsync("failing", Key("bad"));
        bad.Error.ShouldBe("InvalidOperationException: no way");
        bad.Failures.ShouldBeGreaterThan(5);
        bad.NextLook.ShouldNotBeNull().ShouldBeGreaterThan(bad.LookedAt!.Value);
        bad.Decision.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_controllers_that_undo_each_other_are_slowed_down_for_that_object_alone()
    {
        using var writes = new Counted(_cluster.Replica, "ring");
        var watch = Stopwatch.StartNew();
        await CreateAsync("ring");
        await _cluster.UntilAsync(() => Events("ChangesTooOften").Count > 0, "the fight is told");
        Events("ChangesTooOften")[0].Message.ShouldNotBeNull().ShouldContain("somebody else undoes what this controller does");

        // A second of unbounded fighting is more than a thousand writes; two bursts of 20 and ever longer waits are a few hundred at most. However long it took to tell of it,
        // nobody writes faster than that.
        ((double)writes.Count).ShouldBeLessThan(400 * Math.Max(1, watch.Elapsed.TotalSeconds));

        // One of the two may just believe that it is over, because the other waits.
        await ExplainedAsync(Events("ChangesTooOften")[0].Source!.Component!, Key("ring"), report => report.Loop.Contains("slowed down to one look every", StringComparison.Ordinal));

        await CreateAsync("bystander");
        await _cluster.UntilAsync(() => Data("bystander", "seen") == "yes", "others are looked at at once");
        (await _cluster.ExplainAsync("left", Key("bystander"))).Loop.ShouldBeEmpty();
    }

    [Fact]
    public async Task Objects_that_nobody_can_read_keep_nobody_from_working()
    {
        await _cluster.AddNodesAsync(2);
        var bad = KnownResources.Deployments.Key("default", "unreadable");
        await _cluster.WriteRawAsync(bad, Raw("apps/v1", "Deployment", "'spec':{'replicas':'many'}", "unreadable"));
        await _cluster.WriteRawAsync(KnownResources.ReplicaSets.Key("default", "unreadable"), Raw("apps/v1", "ReplicaSet", "'spec':7", "unreadable"));
        await _cluster.WriteRawAsync(KnownResources.Nodes.Key(null, "unreadable"), Raw("v1", "Node", "'status':{'capacity':{'cpu':'lots'}}", "unreadable", ns: false));
        await _cluster.WriteRawAsync(KnownResources.Pods.Key("default", "unreadable"), Raw("v1", "Pod", "'spec':{'containers':'none'}", "unreadable"));

        var report = await _cluster.ExplainAsync("deployment-controller", bad);
        report.Error.ShouldStartWith("the object cannot be read: ");
        await _cluster.UntilAsync(() => Events("ReconcileFailed").Exists(e => e.InvolvedObject is { Name: "unreadable", Kind: "Deployment" }), "it is told");

        await RollOutAsync("before");

        // Neither does it keep the process from starting again.
        await _cluster.KillAsync();
        await _cluster.StartAsync();
        await RollOutAsync("after");
    }

    /// <summary>What a controller says when it says what is waited for.</summary>
    private async Task<ControllerReport> ExplainedAsync(string controller, Api.Objects.ObjectKey key, Func<ControllerReport, bool> condition)
    {
        var report = await _cluster.ExplainAsync(controller, key);
        for (var patience = Stopwatch.StartNew(); !condition(report); report = await _cluster.ExplainAsync(controller, key))
        {
            patience.Elapsed.ShouldBeLessThan(ControlPlaneFixture.Patience, $"{report}");
            await Task.Yield();
        }

        return report;
    }

    private async Task RollOutAsync(string name)
    {
        await _cluster.Client.CreateAsync(Make.Deployment("default", 4, name: name), CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Find<Deployment>(KnownResources.Deployments, "default", name)!.Status.AvailableReplicas == 4, $"{name} is available");
    }

    private static string Raw(string apiVersion, string kind, string rest, string name, bool ns = true) =>
        $$"""{'apiVersion':'{{apiVersion}}','kind':'{{kind}}','metadata':{'name':'{{name}}',{{(ns ? "'namespace':'default'," : "")}}'uid':'{{Guid.NewGuid()}}','resourceVersion':'REVISION'},{{rest}}}""";

    private static Api.Objects.ObjectKey Key(string name) => ConfigMapController.ConfigMaps.Key("default", name);

    private Task CreateAsync(string name) => _cluster.Client.CreateAsync(new ConfigMap { Metadata = new() { Name = name, Namespace = "default" } }, CancellationToken.None);

    private string? Data(string name, string key) => _cluster.Find<ConfigMap>(ConfigMapController.ConfigMaps, "default", name)?.Data?.GetValueOrDefault(key);

    private List<Event> Events(string reason) => _cluster.All<Event>(KnownResources.Events, "default").FindAll(e => e.Reason == reason);

    private sealed class Counted : IReplicaObserver, IDisposable
    {
        private readonly string _name;
        private readonly IDisposable _subscription;
        private int _count;

        public Counted(IReplica replica, string name)
        {
            _name = name;
            _subscription = replica.Subscribe(this);
        }

        public int Count => Volatile.Read(ref _count);

        public void OnChange(ReplicaChange change)
        {
            if (change.Entry.Key.Name == _name)
            {
                Interlocked.Increment(ref _count);
            }
        }

        public void Dispose() => _subscription.Dispose();
    }
}
