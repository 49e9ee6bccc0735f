using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Claims that live as long as their pod.</summary>
public sealed class EphemeralVolumeTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_claim_is_made_of_the_template_and_goes_with_the_pod()
    {
        var ns = await NamespaceAsync("ephemeral-made");
        await plane.AddAsync(Pod(ns));
        await plane.UntilAsync(() => plane.Claim(ns, "worker-scratch") is not null, "the claim");

        var (claim, pod) = (plane.Claim(ns, "worker-scratch")!, plane.Pods(ns)[0]);
        claim.Metadata.Labels!["of"].ShouldBe("template");
        claim.Spec.Resources.Requests!["storage"].ToString().ShouldBe("2Gi");
        claim.Metadata.OwnerReferences![0].ShouldSatisfyAllConditions(
            o => o.Uid.ShouldBe(pod.Metadata.Uid), o => o.Kind.ShouldBe("Pod"), o => o.Controller.ShouldBe(true), o => o.BlockOwnerDeletion.ShouldBe(true));

        await plane.Client.DeleteAsync(KnownResources.Pods.Key(ns, "worker"), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        await plane.UntilAsync(() => plane.Claim(ns, "worker-scratch") is null, "the claim goes");
    }

    [Fact]
    public async Task A_claim_of_somebody_else_is_not_taken_and_when_it_goes_the_pods_own_comes()
    {
        var ns = await NamespaceAsync("ephemeral-conflict");
        await plane.AddAsync(Claim(ns, "worker-scratch"));
        await plane.AddAsync(Pod(ns));
        await plane.EventAsync(ns, "worker", "FailedBinding", $"PVC {ns}/worker-scratch was not created for pod {ns}/worker (pod is not owner)");
        plane.Claim(ns, "worker-scratch")!.Metadata.OwnerReferences.ShouldBeNull();

        await plane.DeleteAsync(ClaimKey(ns, "worker-scratch"));

        await plane.UntilAsync(() => plane.Claim(ns, "worker-scratch")?.Metadata.OwnerReferences is [{ Kind: "Pod" }], "a claim of its own");
    }

    [Fact]
    public async Task A_pod_of_the_same_name_gets_a_claim_of_its_own()
    {
        var ns = await NamespaceAsync("ephemeral-again");
        await plane.AddAsync(Pod(ns));
        await plane.UntilAsync(() => plane.Claim(ns, "worker-scratch") is not null, "the claim");
        var first = plane.Claim(ns, "worker-scratch")!.Metadata.Uid;
        await plane.Client.DeleteAsync(KnownResources.Pods.Key(ns, "worker"), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        await plane.AddAsync(Pod(ns));

        await plane.UntilAsync(
            () => plane.Claim(ns, "worker-scratch") is { } claim && claim.Metadata.Uid != first && claim.Metadata.OwnerReferences![0].Uid == plane.Pods(ns)[0].Metadata.Uid,
            "a claim of the second pod");
    }

    private async Task<string> NamespaceAsync(string name)
    {
        var ns = await plane.NamespaceAsync(name);
        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", ns, "default")) is not null, "the default account");
        return ns;
    }

    private static Pod Pod(string ns) => Make.Pod(ns, "worker", spec =>
    {
        spec.SchedulerName = "nobody";
        spec.Volumes =
        [
            new Volume
            {
                Name = "scratch",
                Ephemeral = new EphemeralVolumeSource
                {
                    VolumeClaimTemplate = new PersistentVolumeClaimTemplate { Metadata = new ObjectMeta { Labels = new() { ["of"] = "template" } }, Spec = Claim(ns, "x", "", "2Gi").Spec },
                },
            },
        ];
    });
}
