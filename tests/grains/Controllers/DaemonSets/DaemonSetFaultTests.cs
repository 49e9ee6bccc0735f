using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.DaemonSets;

/// <summary>Whatever happens in between, in the end each node has its one pod.</summary>
public class DaemonSetFaultTests
{
    private const int Nodes = 6;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 0, 2)]
    [InlineData(3, 3, 0)]
    public async Task It_ends_exact_after_kills_at_random_moments(int seed, int unavailable, int surge)
    {
        var random = new Random(seed);
        await RunAsync(unavailable, surge, async (cluster, ns) =>
        {
            for (var kill = 0; kill < 4; kill++)
            {
                await ChangeAsync(cluster, ns, "web:" + random.Next(1, 4));
                var node = random.Next(Nodes);
                await cluster.PatchAsync(KnownResources.Nodes.Key(null, $"node-{node}"), $"{{'metadata':{{'labels':{{'runs':{(random.Next(2) == 0 ? "null" : "'yes'")}}}}}}}");
                var revision = cluster.Replica.Revision + random.Next(1, 25);
                await Task.WhenAny(cluster.Replica.WaitForAsync(revision, CancellationToken.None).AsTask(), Task.Delay(300));
                await cluster.KillAsync();
                await cluster.StartAsync();
            }

            for (var node = 0; node < Nodes; node++)
            {
                await cluster.PatchAsync(KnownResources.Nodes.Key(null, $"node-{node}"), "{'metadata':{'labels':{'runs':'yes'}}}");
            }

            await ChangeAsync(cluster, ns, "web:9");
            await cluster.UntilAsync(() => IsExact(cluster, ns, "web:9"), "a new pod on each node, and nothing else");
        });
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 2)]
    public async Task Several_activations_at_once_keep_the_bounds(int unavailable, int surge) =>
        await RunAsync(unavailable, surge, async (cluster, ns) =>
        {
            await using (cluster.Compete("daemon-set-controller", KnownResources.DaemonSets.Key(ns, "agent"), 4))
            {
                await cluster.UntilAsync(() => IsExact(cluster, ns, "web:1"), "a pod on each node");
                using var bounds = new RolloutBounds(cluster.Replica, ns);
                await ChangeAsync(cluster, ns, "web:2");
                await cluster.UntilAsync(() => IsExact(cluster, ns, "web:2"), "a new pod on each node");
                bounds.LeastAvailable.ShouldBeGreaterThanOrEqualTo(Nodes - unavailable);
                bounds.MostActive.ShouldBeLessThanOrEqualTo(Nodes + surge);
            }
        });

    private static async Task RunAsync(int unavailable, int surge, Func<ControlPlaneFixture, string, Task> act)
    {
        var cluster = new ControlPlaneFixture();
        await cluster.InitializeAsync();
        try
        {
            await cluster.AddNodesAsync(Nodes, also: node => node.Metadata.Labels!["runs"] = "yes");
            var ns = await cluster.NamespaceAsync("daemons");
            await cluster.Client.CreateAsync(
                Make.DaemonSet(ns, also: spec =>
                {
                    spec.Template.Spec.NodeSelector = new() { ["runs"] = "yes" };
                    spec.RevisionHistoryLimit = 2;
                    spec.UpdateStrategy = new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = unavailable, MaxSurge = surge } };
                }),
                CancellationToken.None);
            await act(cluster, ns);
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    private static Task ChangeAsync(ControlPlaneFixture cluster, string ns, string image) =>
        cluster.PatchAsync(KnownResources.DaemonSets.Key(ns, "agent"), $"{{'spec':{{'template':{{'spec':{{'containers':[{{'name':'web','image':'{image}'}}]}}}}}}}}");

    private static bool IsExact(ControlPlaneFixture cluster, string ns, string image)
    {
        var status = cluster.Find<DaemonSet>(KnownResources.DaemonSets, ns, "agent")!.Status;
        var pods = cluster.Pods(ns);
        return status is { DesiredNumberScheduled: Nodes, CurrentNumberScheduled: Nodes, NumberAvailable: Nodes, UpdatedNumberScheduled: Nodes, NumberMisscheduled: 0 }
            && pods.Count == Nodes && pods.Select(pod => pod.Spec.NodeName).Distinct().Count() == Nodes
            && pods.TrueForAll(pod => pod.Spec.Containers[0].Image == image && PodState.IsRunningAndReady(pod) && pod.Metadata.DeletionTimestamp is null)
            && cluster.All<ControllerRevision>(KnownResources.ControllerRevisions, ns).Count <= 3;
    }
}
