using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

/// <summary>Whatever happens in between, in the end there is exactly what was asked for.</summary>
public class StatefulSetFaultTests
{
    [Theory]
    [InlineData(1, "OrderedReady", false)]
    [InlineData(2, "Parallel", true)]
    [InlineData(3, "OrderedReady", false)]
    [InlineData(4, "Parallel", true)]
    [InlineData(5, "Parallel", false)]
    public async Task It_ends_exact_after_kills_at_random_moments(int seed, string policy, bool claims)
    {
        var random = new Random(seed);
        var cluster = new ControlPlaneFixture();
        await cluster.InitializeAsync();
        try
        {
            await cluster.AddNodesAsync(3);
            var ns = await cluster.NamespaceAsync();
            await cluster.Client.CreateAsync(
                Make.StatefulSet(ns, 4, also: spec =>
                {
                    (spec.PodManagementPolicy, spec.RevisionHistoryLimit) = (policy, 2);
                    spec.VolumeClaimTemplates = claims ? [Make.Claim("data")] : null;
                    spec.PersistentVolumeClaimRetentionPolicy = new() { WhenDeleted = "Delete", WhenScaled = "Delete" };
                }),
                CancellationToken.None);
            for (var kill = 0; kill < 4; kill++)
            {
                await DisturbAsync(cluster, ns, random);
                var revision = cluster.Replica.Revision + random.Next(1, 25);
                await Task.WhenAny(cluster.Replica.WaitForAsync(revision, CancellationToken.None).AsTask(), Task.Delay(300));
                await cluster.KillAsync();
                await cluster.StartAsync();
            }

            await ChangeAsync(cluster, ns, 5, "web:9");
            await cluster.UntilAsync(() => IsExact(cluster, ns, 5, "web:9", claims), "five pods, and their claims, and nothing else");
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("OrderedReady", 1)]
    [InlineData("Parallel", 3)]
    public async Task Several_activations_at_once_keep_the_bounds(string policy, int unavailable)
    {
        var cluster = new ControlPlaneFixture();
        await cluster.InitializeAsync();
        try
        {
            await cluster.AddNodesAsync(3);
            var ns = await cluster.NamespaceAsync();
            await cluster.Client.CreateAsync(Make.StatefulSet(ns, 8, also: spec => spec.PodManagementPolicy = policy), CancellationToken.None);
            await using (cluster.Compete("statefulset-controller", KnownResources.StatefulSets.Key(ns, "web"), 4))
            {
                await cluster.UntilAsync(() => IsExact(cluster, ns, 8, "web:1"), "eight pods");
                await cluster.PatchAsync(
                    KnownResources.StatefulSets.Key(ns, "web"), $"{{'spec':{{'updateStrategy':{{'rollingUpdate':{{'maxUnavailable':{unavailable}}}}}}}}}");
                using var bounds = new RolloutBounds(cluster.Replica, ns);
                using var order = new StatefulOrder(cluster.Replica, ns);
                await ChangeAsync(cluster, ns, 8, "web:2");
                await cluster.UntilAsync(() => IsExact(cluster, ns, 8, "web:2"), "eight new pods");
                bounds.LeastAvailable.ShouldBeGreaterThanOrEqualTo(8 - unavailable);
                bounds.MostActive.ShouldBe(8);
                order.GivenUp.Count().ShouldBe(8, "each pod is replaced once");
            }
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    private static async Task DisturbAsync(ControlPlaneFixture cluster, string ns, Random random)
    {
        for (var i = 0; i < 3; i++)
        {
            if (random.Next(3) > 0)
            {
                await ChangeAsync(cluster, ns, random.Next(0, 7), "web:" + random.Next(1, 4));
            }
            else if (cluster.Pods(ns) is { Count: > 0 } pods)
            {
                var pod = pods[random.Next(pods.Count)];
                await cluster.Client.WriteAsync(
                    KnownResources.Pods.Key(ns, pod.Metadata.Name!),
                    new WriteRequest(WriteVerb.Delete, "", "", [], default, WriteOptions.None, new Caller("system:admin", "", [])),
                    CancellationToken.None);
            }
        }
    }

    private static Task ChangeAsync(ControlPlaneFixture cluster, string ns, int replicas, string image) =>
        cluster.PatchAsync(
            KnownResources.StatefulSets.Key(ns, "web"),
            $"{{'spec':{{'replicas':{replicas},'template':{{'spec':{{'containers':[{{'name':'web','image':'{image}'}}]}}}}}}}}");

    /// <summary>With claims, which get no volumes here, it is not asked whether pods run.</summary>
    private static bool IsExact(ControlPlaneFixture cluster, string ns, int replicas, string image, bool claims = false)
    {
        var status = cluster.Find<StatefulSet>(KnownResources.StatefulSets, ns, "web")!.Status;
        var pods = cluster.Pods(ns);
        return status.Replicas == replicas && status.UpdatedReplicas == replicas
            && (claims || (status.ReadyReplicas == replicas && status.CurrentRevision == status.UpdateRevision && pods.TrueForAll(PodState.IsRunningAndReady)))
            && pods.Select(pod => pod.Metadata.Name).Order().SequenceEqual(Enumerable.Range(0, replicas).Select(i => $"web-{i}"))
            && pods.TrueForAll(pod => pod.Spec.Containers[0].Image == image && pod.Metadata.DeletionTimestamp is null)
            && cluster.All<ControllerRevision>(KnownResources.ControllerRevisions, ns).Count <= 4
            && cluster.All<PersistentVolumeClaim>(KnownResources.PersistentVolumeClaims, ns) is var all
            && all.Count == (claims ? replicas : 0) && all.TrueForAll(claim => claim.Metadata.OwnerReferences is [{ Kind: "StatefulSet" }]);
    }
}
