using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.Nodes;

public class TaintEvictionTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_pod_that_does_not_tolerate_a_taint_leaves_and_says_why()
    {
        var (ns, node) = await NodeAsync();
        using var last = new LastStates(cluster.Replica, ns);
        await PodAsync(ns, "bold", node);
        await PodAsync(ns, "shy", node, new Toleration { Key = "mine", Operator = "Exists" });
        await TaintAsync(node, "[{'key':'mine','effect':'NoExecute'}]");
        await cluster.UntilAsync(() => Find(ns, "bold") is null, "it leaves");
        Find(ns, "shy")!.Metadata.DeletionTimestamp.ShouldBeNull();
        var target = last.Pods["bold"].Status.Conditions!.Single(condition => condition.Type == "DisruptionTarget");
        (target.Status, target.Reason, target.Message).ShouldBe(("True", "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint"));
        await cluster.UntilAsync(() => Told(ns, "bold") == $"Marking for deletion Pod {ns}/bold", "an event tells");
    }

    [Fact]
    public async Task It_leaves_when_its_time_is_over()
    {
        var (ns, node) = await NodeAsync();
        await PodAsync(ns, "p", node, new Toleration { Key = "mine", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 1 });
        var from = DateTime.UtcNow;
        await TaintAsync(node, "[{'key':'mine','effect':'NoExecute'}]");
        await cluster.UntilAsync(() => Find(ns, "p") is null, "it leaves");
        (DateTime.UtcNow - from).ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_planned_eviction_is_called_off_when_the_taint_goes()
    {
        var (ns, node) = await NodeAsync();
        await PodAsync(ns, "p", node, new Toleration { Key = "mine", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 3600 });
        await PodAsync(ns, "witness", node);
        await TaintAsync(node, "[{'key':'mine','effect':'NoExecute'}]");
        await cluster.UntilAsync(() => Find(ns, "witness") is null, "the taint was seen");
        await TaintAsync(node, "null");
        await cluster.UntilAsync(() => Told(ns, "p") == $"Cancelling deletion of Pod {ns}/p", "an event tells");
        PodState.IsActive(Find(ns, "p")!).ShouldBeTrue();
    }

    private async Task<(string Namespace, string Node)> NodeAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var ns = await cluster.NamespaceAsync(test);
        await cluster.AddNodeAsync(ns);
        return (ns, ns);
    }

    private async Task PodAsync(string ns, string name, string node, params Toleration[] tolerations)
    {
        await cluster.Client.CreateAsync(
            Make.Pod(ns, name, spec =>
            {
                spec.NodeSelector = new() { ["kubernetes.io/hostname"] = node };
                spec.Tolerations = [.. tolerations];
            }),
            CancellationToken.None);
        await cluster.UntilAsync(() => PodState.IsReady(Find(ns, name)!), "it runs");
    }

    private Task TaintAsync(string node, string taints) => cluster.PatchAsync(KnownResources.Nodes.Key(null, node), $"{{'spec':{{'taints':{taints}}}}}");

    private Pod? Find(string ns, string name) => cluster.Find<Pod>(KnownResources.Pods, ns, name);

    private string? Told(string ns, string pod) =>
        cluster.All<Event>(KnownResources.Events, ns).Find(told => told.InvolvedObject.Name == pod && told.Reason == "TaintManagerEviction")?.Message;

    private sealed class LastStates : IReplicaObserver, IDisposable
    {
        private readonly string _namespace;
        private readonly IDisposable _subscription;

        public LastStates(IReplica replica, string ns)
        {
            _namespace = ns;
            _subscription = replica.Subscribe(this);
        }

        public System.Collections.Concurrent.ConcurrentDictionary<string, Pod> Pods { get; } = new();

        public void OnChange(ReplicaChange change)
        {
            if (change.Type != ChangeType.Deleted && change.Entry.Key is { Resource: "pods" } key && key.Namespace == _namespace)
            {
                Pods[key.Name] = change.Entry.As<Pod>();
            }
        }

        public void Dispose() => _subscription.Dispose();
    }
}
