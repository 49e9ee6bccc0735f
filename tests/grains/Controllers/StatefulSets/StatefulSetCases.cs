using System.Runtime.CompilerServices;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

/// <summary>What tests of stateful sets share.</summary>
public abstract class StatefulSetCases(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>, IAsyncLifetime
{
    protected ControlPlaneFixture Cluster { get; } = cluster;

    public async Task InitializeAsync()
    {
        if (Cluster.Replica.List(KnownResources.Nodes).Count == 0)
        {
            await Cluster.AddNodesAsync(4);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected async Task<string> CreateAsync(int replicas, [CallerMemberName] string test = "", Action<StatefulSetSpec>? also = null)
    {
        var ns = await Cluster.NamespaceAsync(test);
        await Cluster.Client.CreateAsync(Make.StatefulSet(ns, replicas, also: also), CancellationToken.None);
        await UntilCompleteAsync(ns, replicas);
        return ns;
    }

    protected StatefulSet Set(string ns) => Cluster.Find<StatefulSet>(KnownResources.StatefulSets, ns, "web")!;

    protected Pod? Pod(string ns, int ordinal) => Cluster.Find<Pod>(KnownResources.Pods, ns, $"web-{ordinal}");

    protected string? Image(string ns, int ordinal) => Pod(ns, ordinal)?.Spec.Containers[0].Image;

    protected IEnumerable<string> Names(string ns) => Cluster.Pods(ns).Select(pod => pod.Metadata.Name!).Order();

    protected List<ControllerRevision> Revisions(string ns) =>
        [.. Cluster.All<ControllerRevision>(KnownResources.ControllerRevisions, ns).OrderBy(revision => revision.Revision)];

    protected Task PatchAsync(string ns, string patch) => Cluster.PatchAsync(KnownResources.StatefulSets.Key(ns, "web"), patch);

    protected Task ScaleAsync(string ns, int replicas) => PatchAsync(ns, $"{{'spec':{{'replicas':{replicas}}}}}");

    protected Task SetImageAsync(string ns, string image) =>
        PatchAsync(ns, $"{{'spec':{{'template':{{'spec':{{'containers':[{{'name':'web','image':'{image}','resources':{{'requests':{{'cpu':'10m','memory':'16Mi'}}}}}}]}}}}}}}}");

    protected Task DeletePodAsync(string ns, int ordinal) =>
        Cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, $"web-{ordinal}"), WriteOptions.None, CancellationToken.None);

    /// <summary>Waits until the rollout is over: as many as asked for, all ready, all of the template's image, and the status says so.</summary>
    protected Task UntilCompleteAsync(string ns, int replicas, string image = "web:1") =>
        Cluster.UntilAsync(
            () => Set(ns) is { } set && set.Status is { } status
                && status.ObservedGeneration == set.Metadata.Generation && status.Replicas == replicas && (status.ReadyReplicas ?? 0) == replicas
                && status.AvailableReplicas == replicas && (status.UpdatedReplicas ?? 0) == replicas && (status.CurrentReplicas ?? 0) == replicas
                && status.CurrentRevision == status.UpdateRevision && Cluster.Pods(ns).Count == replicas
                && Cluster.Pods(ns).TrueForAll(pod => pod.Spec.Containers[0].Image == image && PodState.IsRunningAndReady(pod)),
            $"{replicas} of {image} are ready and nothing else is left");
}
