using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers;

public class RestartTests
{
    /// <summary>The silo is killed when the rollout has come so far, several times, and started again on the same data.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(15)]
    public async Task A_rollout_survives_a_kill_at_any_moment(int newPods)
    {
        var cluster = new ControlPlaneFixture();
        await cluster.InitializeAsync();
        try
        {
            await cluster.AddNodesAsync(4);
            var ns = await cluster.NamespaceAsync();
            await cluster.Client.CreateAsync(Make.Deployment(ns, 20), CancellationToken.None);
            await cluster.UntilAsync(() => Deployment(cluster, ns).Status.AvailableReplicas == 20, "it is available");
            var update = cluster.Replica.Get(KnownResources.Deployments.Key(ns, "web"))!.Copy<Deployment>();
            update.Spec.Template.Spec.Containers[0].Image = "web:2";
            update.Metadata.ResourceVersion = null;
            await cluster.Client.UpdateAsync(update, CancellationToken.None);
            await cluster.UntilAsync(() => New(cluster, ns) >= newPods, "the rollout has begun");
            await cluster.KillAsync();

            await cluster.StartAsync();
            await cluster.UntilAsync(
                () => New(cluster, ns) == 20 && cluster.Pods(ns).Count == 20 && Deployment(cluster, ns).Status is { AvailableReplicas: 20, UpdatedReplicas: 20, Replicas: 20 },
                "it completes, with no pod lost or doubled");
            cluster.All<ReplicaSet>(KnownResources.ReplicaSets, ns).Count.ShouldBe(2);
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    private static Deployment Deployment(ControlPlaneFixture cluster, string ns) => cluster.Find<Deployment>(KnownResources.Deployments, ns, "web")!;

    private static int New(ControlPlaneFixture cluster, string ns) => cluster.Pods(ns).Count(pod => pod.Spec.Containers[0].Image == "web:2");
}
