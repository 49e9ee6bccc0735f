using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

/// <summary>With a node whose agent does nothing, so that pods stay terminating.</summary>
public class JobReplacementTests(JobFixture jobs) : IClassFixture<JobFixture>
{
    [Fact]
    public async Task A_pod_is_replaced_when_it_is_deleted_or_only_when_it_has_failed()
    {
        await jobs.Cluster.AddNodesAsync(1, "replace-");
        var ns = await jobs.Cluster.NamespaceAsync();
        jobs.Cluster.Kubelet.IsDown = _ => true;
        var eager = await jobs.CreateAsync(ns, _ => { }, "eager");
        var patient = await jobs.CreateAsync(ns, spec => spec.PodReplacementPolicy = "Failed", "patient");
        await jobs.Cluster.UntilAsync(() => jobs.Active(ns).Count(pod => pod.Spec.NodeName is { Length: > 0 }) == 2, "both are on the node");
        var (first, second) = (Of(ns, eager)[0], Of(ns, patient)[0]);
        await jobs.Cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, first.Metadata.Name!), WriteOptions.None, CancellationToken.None);
        await jobs.Cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, second.Metadata.Name!), WriteOptions.None, CancellationToken.None);
        await jobs.UntilAsync(eager, status => status is { Failed: 1, Terminating: 1 }, "one counts as failed at once");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(15), eager);
        await jobs.UntilAsync(eager, status => status.Active == 1, "and is replaced");
        await jobs.AdvanceAsync(TimeSpan.FromSeconds(15), patient);
        await jobs.UntilAsync(patient, status => status is { Terminating: 1, Active: null }, "the other is awaited");
        (jobs.Job(patient).Status.Failed ?? 0).ShouldBe(0);

        await jobs.EndAsync(second, exitCode: 137);
        await jobs.UntilAsync(patient, status => status is { Failed: 1, Terminating: 0 }, "now it has failed");
        await jobs.AdvanceAsync(TimeSpan.FromMinutes(1), patient);
        await jobs.UntilAsync(patient, status => status.Active == 1, "and is replaced too");
    }

    private List<Pod> Of(string ns, ObjectKey job) => jobs.Active(ns).FindAll(pod => pod.Metadata.OwnerReferences![0].Name == job.Name);
}
