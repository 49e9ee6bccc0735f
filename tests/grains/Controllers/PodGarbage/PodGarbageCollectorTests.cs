using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.PodGarbage;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.PodGarbage;

public sealed class PodGarbageCollectorTests : IAsyncLifetime
{
    private readonly ControlPlaneFixture _cluster = new()
    {
        Configure = static services => services.AddSingleton(new PodGarbageOptions { TerminatedPodThreshold = 3, Quarantine = TimeSpan.FromSeconds(1) }),
    };

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Pods_of_a_node_that_is_gone_have_failed_and_go()
    {
        await _cluster.AddNodeAsync("gone");
        var ns = await _cluster.NamespaceAsync();
        var pod = Make.Pod(ns, "p");
        pod.Metadata.Finalizers = ["example.com/hold"];
        await _cluster.Client.CreateAsync(pod, CancellationToken.None);
        await _cluster.UntilAsync(() => PodState.IsReady(Find(ns, "p")!), "it runs");
        await _cluster.Client.DeleteAsync(KnownResources.Nodes.Key(null, "gone"), WriteOptions.None, CancellationToken.None);
        await _cluster.UntilAsync(() => Find(ns, "p")!.Metadata.DeletionTimestamp is not null, "it is deleted");
        var left = Find(ns, "p")!;
        left.Status.Phase.ShouldBe("Failed");
        left.Metadata.DeletionGracePeriodSeconds.ShouldBe(0);
        var target = PodState.Condition(left, "DisruptionTarget")!;
        (target.Status, target.Reason, target.Message).ShouldBe(("True", "DeletionByPodGC", "PodGC: node no longer exists"));
    }

    [Fact]
    public async Task Beyond_a_number_the_oldest_pods_that_have_ended_go_evicted_ones_first()
    {
        var ns = await _cluster.NamespaceAsync();
        for (var i = 0; i < 5; i++)
        {
            await _cluster.Client.CreateAsync(Make.Pod(ns, $"p{i}"), CancellationToken.None);
        }

        await _cluster.PatchAsync(KnownResources.Pods.Key(ns, "p4"), "{'status':{'phase':'Failed','reason':'Evicted'}}", "status");
        for (var i = 0; i < 4; i++)
        {
            await _cluster.PatchAsync(KnownResources.Pods.Key(ns, $"p{i}"), "{'status':{'phase':'Succeeded'}}", "status");
        }

        await _cluster.UntilAsync(() => _cluster.Pods(ns).Count == 3, "three are left");
        _cluster.Pods(ns).Select(pod => pod.Metadata.Name).ShouldBe(["p1", "p2", "p3"]);
    }

    [Fact]
    public async Task Pods_that_are_to_end_on_a_node_out_of_service_go_at_once()
    {
        await _cluster.AddNodeAsync("off");
        var ns = await _cluster.NamespaceAsync();
        await _cluster.Client.CreateAsync(Make.Pod(ns, "ends"), CancellationToken.None);
        await _cluster.Client.CreateAsync(Make.Pod(ns, "stays", spec => spec.Tolerations = [new Toleration { Operator = "Exists" }]), CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Pods(ns).TrueForAll(PodState.IsReady), "both run");
        _cluster.Kubelet.IsDown = static _ => true;
        await _cluster.SetReadyAsync("off", "Unknown");
        await _cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, "ends"), WriteOptions.None, CancellationToken.None);
        Find(ns, "ends")!.Metadata.DeletionTimestamp.ShouldNotBeNull();
        await TaintAsync();
        await _cluster.UntilAsync(() => Find(ns, "ends") is null, "it is gone");
        Find(ns, "stays")!.Metadata.DeletionTimestamp.ShouldBeNull();
    }

    private Task TaintAsync() =>
        _cluster.PatchAsync(KnownResources.Nodes.Key(null, "off"), "{'spec':{'taints':[{'key':'node.kubernetes.io/out-of-service','value':'nodeshutdown','effect':'NoExecute'}]}}");

    private Pod? Find(string ns, string name) => _cluster.Find<Pod>(KnownResources.Pods, ns, name);
}
