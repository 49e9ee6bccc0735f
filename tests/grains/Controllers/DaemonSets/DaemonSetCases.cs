using System.Runtime.CompilerServices;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.DaemonSets;

/// <summary>What tests of daemon sets share: each has nodes of its own, by a label.</summary>
public abstract class DaemonSetCases(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    protected ControlPlaneFixture Cluster { get; } = cluster;

    protected async Task<string> CreateAsync(int nodes, [CallerMemberName] string test = "", Action<DaemonSetSpec>? also = null)
    {
        var ns = await PrepareAsync(nodes, test);
        await Cluster.Client.CreateAsync(Of(ns, also), CancellationToken.None);
        await UntilCompleteAsync(ns, nodes);
        return ns;
    }

    protected async Task<string> PrepareAsync(int nodes, [CallerMemberName] string test = "")
    {
        var ns = await Cluster.NamespaceAsync(test);
        await Cluster.AddNodesAsync(nodes, ns + "-", also: node => node.Metadata.Labels!["test"] = ns);
        return ns;
    }

    protected static DaemonSet Of(string ns, Action<DaemonSetSpec>? also = null) =>
        Make.DaemonSet(ns, also: spec =>
        {
            spec.Template.Spec.NodeSelector = new() { ["test"] = ns };
            also?.Invoke(spec);
        });

    protected DaemonSet Set(string ns) => Cluster.Find<DaemonSet>(KnownResources.DaemonSets, ns, "agent")!;

    protected Pod On(string ns, int node) => Cluster.Pods(ns).Single(pod => pod.Spec.NodeName == $"{ns}-{node}" && pod.Metadata.DeletionTimestamp is null);

    protected List<ControllerRevision> Revisions(string ns) =>
        [.. Cluster.All<ControllerRevision>(KnownResources.ControllerRevisions, ns).OrderBy(revision => revision.Revision)];

    protected Task PatchAsync(string ns, string patch) => Cluster.PatchAsync(KnownResources.DaemonSets.Key(ns, "agent"), patch);

    protected Task PatchNodeAsync(string ns, int node, string patch) => Cluster.PatchAsync(KnownResources.Nodes.Key(null, $"{ns}-{node}"), patch);

    protected Task SetImageAsync(string ns, string image) =>
        PatchAsync(ns, $"{{'spec':{{'template':{{'spec':{{'containers':[{{'name':'web','image':'{image}','resources':{{'requests':{{'cpu':'10m','memory':'16Mi'}}}}}}]}}}}}}}}");

    protected Task DeletePodAsync(Pod pod) =>
        Cluster.Client.DeleteAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), WriteOptions.None, CancellationToken.None);

    /// <summary>Waits until each node has its one pod, available and of the template's image, and the status says so.</summary>
    protected Task UntilCompleteAsync(string ns, int nodes, string image = "web:1") =>
        Cluster.UntilAsync(() => IsComplete(ns, nodes, image), $"{nodes} nodes have their pod of {image}");

    private bool IsComplete(string ns, int nodes, string image)
    {
        var (set, pods) = (Set(ns), Cluster.Pods(ns));
        return set.Status is { NumberUnavailable: null, NumberMisscheduled: 0 } status
            && status.ObservedGeneration == set.Metadata.Generation && status.DesiredNumberScheduled == nodes && status.CurrentNumberScheduled == nodes
            && status.NumberReady == nodes && (status.NumberAvailable ?? 0) == nodes && (status.UpdatedNumberScheduled ?? 0) == nodes
            && pods.Count == nodes && pods.Select(pod => pod.Spec.NodeName).Distinct().Count() == nodes
            && pods.TrueForAll(pod => pod.Spec.Containers[0].Image == image && PodState.IsRunningAndReady(pod));
    }
}
