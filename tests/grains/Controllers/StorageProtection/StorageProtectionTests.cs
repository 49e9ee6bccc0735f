using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.StorageProtection;

/// <summary>Claims and volumes go when nobody uses them any more.</summary>
public sealed class StorageProtectionTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    private const string Ns = "default";

    [Fact]
    public async Task A_claim_goes_with_the_last_pod_that_uses_it()
    {
        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", Ns, "default")) is not null, "the default account");
        var claim = await ClaimAsync("used");
        var pod = new ObjectKey("", "pods", Ns, "user");
        await plane.Client.CreateAsync(
            new Pod
            {
                Metadata = new ObjectMeta { Name = pod.Name, Namespace = Ns },
                Spec = new PodSpec
                {
                    NodeName = "nowhere",
                    Containers = [new Container { Name = "c", Image = "i" }],
                    Volumes = [new Volume { Name = "v", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim.Name } }],
                },
            },
            CancellationToken.None);

        await plane.Client.DeleteAsync(claim, WriteOptions.None, CancellationToken.None);
        plane.Replica.Get(claim)!.DeletionTimestamp.ShouldNotBeNull();
        await plane.Client.DeleteAsync(pod, new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);

        await plane.UntilAsync(() => plane.Replica.Get(claim) is null, "the end of the claim");
        plane.Replica.Get(pod).ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_that_nobody_uses_goes_at_once()
    {
        var claim = await ClaimAsync("unused");

        await plane.Client.DeleteAsync(claim, WriteOptions.None, CancellationToken.None);

        await plane.UntilAsync(() => plane.Replica.Get(claim) is null, "the end of the claim");
    }

    private async Task<ObjectKey> ClaimAsync(string name)
    {
        await plane.Client.CreateAsync(
            new PersistentVolumeClaim
            {
                Metadata = new ObjectMeta { Name = name, Namespace = Ns },
                Spec = new PersistentVolumeClaimSpec
                {
                    AccessModes = ["ReadWriteOnce"],
                    Resources = new VolumeResourceRequirements { Requests = new Dictionary<string, Quantity> { ["storage"] = Quantity.FromValue(1) } },
                },
            },
            CancellationToken.None);
        var key = new ObjectKey("", "persistentvolumeclaims", Ns, name);
        plane.Replica.Get(key)!.Metadata.Finalizers.ShouldBe(["kubernetes.io/pvc-protection"]);
        return key;
    }
}
