using System.Runtime.CompilerServices;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

/// <summary>What tests of deployments share.</summary>
public abstract class DeploymentCases(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>, IAsyncLifetime
{
    protected ControlPlaneFixture Cluster { get; } = cluster;

    public async Task InitializeAsync()
    {
        if (Cluster.Replica.List(KnownResources.Nodes).Count == 0)
        {
            await Cluster.AddNodesAsync(5);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected async Task<string> CreateAsync(int replicas, [CallerMemberName] string test = "", Action<DeploymentSpec>? also = null)
    {
        var ns = await Cluster.NamespaceAsync(test);
        await Cluster.Client.CreateAsync(Make.Deployment(ns, replicas, also: also), CancellationToken.None);
        await UntilCompleteAsync(ns, replicas);
        return ns;
    }

    protected Task UntilCompleteAsync(string ns, int replicas, string image = "web:1") =>
        Cluster.UntilAsync(() => IsComplete(ns, replicas, image), $"{replicas} of {image} are available and nothing else is left");

    protected Deployment Deployment(string ns) => Cluster.Find<Deployment>(KnownResources.Deployments, ns, "web")!;

    protected List<ReplicaSet> Sets(string ns) => Cluster.All<ReplicaSet>(KnownResources.ReplicaSets, ns);

    protected Task PatchAsync(string ns, string patch) => Cluster.PatchAsync(KnownResources.Deployments.Key(ns, "web"), patch);

    protected Task SetImageAsync(string ns, string image) =>
        PatchAsync(ns, $"{{'spec':{{'template':{{'spec':{{'containers':[{{'name':'web','image':'{image}','resources':{{'requests':{{'cpu':'10m','memory':'16Mi'}}}}}}]}}}}}}}}");

    protected bool Told(string ns, string reason, string message) =>
        Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e.Reason == reason && e.Message == message);

    protected static (string Status, string? Reason, string? Message) Condition(Deployment deployment, string type) =>
        deployment.Status.Conditions?.Find(c => c.Type == type) is { } condition ? (condition.Status, condition.Reason, condition.Message) : ("", null, null);

    private bool IsComplete(string ns, int replicas, string image)
    {
        var deployment = Deployment(ns);
        var status = deployment.Status;
        return status.ObservedGeneration == deployment.Metadata.Generation
            && status.UpdatedReplicas == replicas && status.Replicas == replicas && status.AvailableReplicas == replicas
            && Condition(deployment, "Progressing").Reason == "NewReplicaSetAvailable"
            && deployment.Metadata.Annotations?.ContainsKey("deployment.kubernetes.io/revision") == true
            && Cluster.Pods(ns).Count == replicas && Cluster.Pods(ns).TrueForAll(pod => pod.Spec.Containers[0].Image == image);
    }
}
