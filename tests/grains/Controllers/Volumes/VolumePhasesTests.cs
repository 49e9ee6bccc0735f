using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>What becomes of volumes when their claims go.</summary>
public sealed class VolumePhasesTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_retained_volume_is_released_and_nobody_elses()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("retained", "retained"));
        await plane.AddAsync(Claim(ns, "data", "retained"));
        await plane.BoundAsync(ns, "data", "retained");
        await plane.DeleteAsync(ClaimKey(ns, "data"));
        await plane.PhaseAsync("retained", "Released");

        await plane.AddAsync(Claim(ns, "data", "retained"));
        await plane.EventAsync(ns, "data", "ProvisioningFailed");
        plane.Volume("retained")!.Spec.ClaimRef.ShouldNotBeNull();

        // An administrator gives it free by taking the reference off.
        await plane.PatchAsync(VolumeKey("retained"), "{'spec':{'claimRef':null}}");
        await plane.BoundAsync(ns, "data", "retained");
    }

    [Theory]
    [InlineData("recycled", "Recycle", "VolumeFailedRecycle", "No recycler plugin found for the volume!")]
    [InlineData("undeletable", "Delete", "VolumeFailedDelete", "error getting deleter volume plugin for volume \"undeletable\": no deletable volume plugin matched")]
    public async Task A_volume_that_cannot_be_reclaimed_has_failed(string name, string policy, string reason, string message)
    {
        var ns = await plane.NamespaceAsync(name);
        await plane.AddAsync(Volume(name, name, also: v => v.Spec.PersistentVolumeReclaimPolicy = policy));
        await plane.AddAsync(Claim(ns, "data", name));
        await plane.BoundAsync(ns, "data", name);

        await plane.DeleteAsync(ClaimKey(ns, "data"));

        await plane.PhaseAsync(name, "Failed");
        plane.Volume(name)!.Status.Message.ShouldBe(message);
        (await plane.EventAsync("default", name, reason, message)).Type.ShouldBe("Warning");
    }

    [Fact]
    public async Task A_volume_that_a_user_kept_for_a_claim_that_took_another_is_free_again()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("chosen", "rivals"));
        await plane.AddAsync(Claim(ns, "data", "rivals"));
        await plane.BoundAsync(ns, "data", "chosen");
        var uid = plane.Claim(ns, "data")!.Metadata.Uid;

        await plane.AddAsync(Volume("rejected", "rivals", also: v => v.Spec.ClaimRef = new() { Namespace = ns, Name = "data", Uid = uid }));

        await plane.UntilAsync(() => plane.Volume("rejected") is { Status.Phase: "Available", Spec.ClaimRef: { Name: "data", Uid: null or "" } }, "the uid is taken off");
    }

    [Fact]
    public async Task A_bound_volume_is_deleted_only_when_its_claim_is_gone()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("going", "going"));
        await plane.AddAsync(Claim(ns, "data", "going"));
        await plane.BoundAsync(ns, "data", "going");
        await plane.DeleteAsync(VolumeKey("going"));
        plane.Volume("going")!.Metadata.DeletionTimestamp.ShouldNotBeNull();

        await plane.DeleteAsync(ClaimKey(ns, "data"));

        await plane.UntilAsync(() => plane.Volume("going") is null, "the volume goes");
    }
}
