using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Claims and volumes find each other, keep each other, and lose each other.</summary>
public sealed class ClaimBinderTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_claim_takes_the_smallest_volume_that_suits_it()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("small-1", "small", "1Gi"), Volume("small-5", "small", "5Gi"), Volume("small-9", "small", "9Gi"));
        await plane.PhaseAsync("small-5", "Available");
        await plane.PhaseAsync("small-9", "Available");

        await plane.AddAsync(Claim(ns, "data", "small", "3Gi"));

        await plane.BoundAsync(ns, "data", "small-5");
        var (claim, volume) = (plane.Claim(ns, "data")!, plane.Volume("small-5")!);
        claim.Status.Capacity!["storage"].ToString().ShouldBe("5Gi");
        claim.Status.AccessModes.ShouldBe(["ReadWriteOnce"]);
        claim.Metadata.Annotations!["pv.kubernetes.io/bound-by-controller"].ShouldBe("yes");
        volume.Metadata.Annotations!["pv.kubernetes.io/bound-by-controller"].ShouldBe("yes");
        volume.Spec.ClaimRef!.ShouldSatisfyAllConditions(
            r => r.Kind.ShouldBe("PersistentVolumeClaim"), r => r.ApiVersion.ShouldBe("v1"), r => r.Namespace.ShouldBe(ns), r => r.Name.ShouldBe("data"), r => r.ResourceVersion.ShouldNotBeNull());
        volume.Status.LastPhaseTransitionTime.ShouldNotBeNull();
        plane.Volume("small-1")!.Status.Phase.ShouldBe("Available");
    }

    [Fact]
    public async Task A_claim_waits_until_a_volume_comes()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Claim(ns, "early", ""));
        (await plane.EventAsync(ns, "early", "FailedBinding", "no persistent volumes available for this claim and no storage class is set")).Type.ShouldBe("Normal");
        plane.Claim(ns, "early")!.Status.Phase.ShouldBe("Pending");

        await plane.AddAsync(Volume("late"));

        await plane.BoundAsync(ns, "early", "late");
    }

    [Fact]
    public async Task Each_of_many_claims_gets_a_volume_of_its_own()
    {
        var ns = await plane.NamespaceAsync();
        using var owners = new VolumeOwners(plane.Replica);
        var claims = Enumerable.Range(0, 60).Select(i => (IKubeObject)Claim(ns, $"c{i}", "many", $"{1 + (i % 3)}Gi"));
        var volumes = Enumerable.Range(0, 60).Select(i => (IKubeObject)Volume($"many-{i}", "many", $"{1 + (i % 4)}Gi"));
        await plane.AddAsync([.. claims.Concat(volumes).OrderBy(_ => Random.Shared.Next())]);

        List<PersistentVolumeClaim> All() => plane.All<PersistentVolumeClaim>(new GroupResource("", "persistentvolumeclaims"), ns);
        await plane.UntilAsync(() => All().Count(c => c.Status.Phase == "Bound") >= 40, "most claims are bound"); // small ones may have taken large volumes
        await plane.UntilAsync(() => All().Where(c => c.Status.Phase == "Bound").All(c => plane.Volume(c.Spec.VolumeName!)!.Status.Phase == "Bound"), "all steps are done");

        var bound = All().Where(c => c.Status.Phase == "Bound").ToList();
        bound.Select(c => c.Spec.VolumeName).Distinct().Count().ShouldBe(bound.Count);
        bound.ShouldAllBe(c => plane.Volume(c.Spec.VolumeName!)!.Spec.ClaimRef!.Uid == c.Metadata.Uid);
        bound.ShouldAllBe(c => plane.Volume(c.Spec.VolumeName!)!.Spec.Capacity!["storage"] >= c.Spec.Resources.Requests!["storage"]);
        owners.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_volume_kept_for_a_claim_waits_for_it()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("kept", "kept", "9Gi", v => v.Spec.ClaimRef = Reference(ns, "wanted")), Volume("kept-not", "kept"));
        await plane.PhaseAsync("kept", "Available");
        await plane.AddAsync(Claim(ns, "other", "kept", "2Gi"));
        await plane.AddAsync(Claim(ns, "wanted", "kept"));

        await plane.BoundAsync(ns, "wanted", "kept");
        plane.Claim(ns, "other")!.Status.Phase.ShouldBe("Pending");
        plane.Volume("kept")!.Metadata.Annotations?.ContainsKey("pv.kubernetes.io/bound-by-controller").ShouldNotBe(true);
        plane.Claim(ns, "wanted")!.Metadata.Annotations!.ShouldContainKey("pv.kubernetes.io/bound-by-controller");
    }

    [Fact]
    public async Task A_claim_may_name_its_volume_before_that_exists()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Claim(ns, "sure", "named", also: c => c.Spec.VolumeName = "named-1"));
        await plane.AddAsync(Volume("named-0", "named"), Volume("named-1", "named", "2Gi"));

        await plane.BoundAsync(ns, "sure", "named-1");
        plane.Claim(ns, "sure")!.Metadata.Annotations!.ShouldNotContainKey("pv.kubernetes.io/bound-by-controller");
        plane.Volume("named-1")!.Metadata.Annotations!.ShouldContainKey("pv.kubernetes.io/bound-by-controller");
        plane.Volume("named-0")!.Spec.ClaimRef.ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_that_names_a_volume_of_another_stays_pending()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("taken", "taken"));
        await plane.AddAsync(Claim(ns, "first", "taken"));
        await plane.BoundAsync(ns, "first", "taken");

        await plane.AddAsync(Claim(ns, "second", "taken", also: c => c.Spec.VolumeName = "taken"));

        (await plane.EventAsync(ns, "second", "FailedBinding", "volume \"taken\" already bound to a different claim.")).Type.ShouldBe("Warning");
        plane.Claim(ns, "second")!.Status.Phase.ShouldBe("Pending");
        plane.Volume("taken")!.Spec.ClaimRef!.Name.ShouldBe("first");
    }

    [Fact]
    public async Task A_claim_that_names_a_volume_that_does_not_suit_is_told()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("unsuitable", "x"));
        await plane.AddAsync(Claim(ns, "large", "x", "2Gi", c => c.Spec.VolumeName = "unsuitable"));

        (await plane.EventAsync(ns, "large", "VolumeMismatch", "Cannot bind to requested volume \"unsuitable\": requested PV is too small")).Type.ShouldBe("Warning");
        plane.Volume("unsuitable")!.Spec.ClaimRef.ShouldBeNull();
    }

    [Fact]
    public async Task A_bound_claim_whose_volume_goes_is_lost()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Volume("lost", "lost"));
        await plane.AddAsync(Claim(ns, "loser", "lost"));
        await plane.BoundAsync(ns, "loser", "lost");

        await plane.PatchAsync(VolumeKey("lost"), "{'metadata':{'finalizers':null}}");
        await plane.DeleteAsync(VolumeKey("lost"));

        await plane.UntilAsync(() => plane.Claim(ns, "loser")!.Status.Phase == "Lost", "the claim is lost");
        await plane.EventAsync(ns, "loser", "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        plane.Claim(ns, "loser")!.Status.Capacity.ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_is_bound_once_a_class_is_the_default()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Claim(ns, "classless", null));
        await plane.EventAsync(ns, "classless", "FailedBinding");

        await plane.AddAsync(Class("standard", "kubernetes.io/no-provisioner", also: c => c.Metadata.Annotations = new() { ["storageclass.kubernetes.io/is-default-class"] = "true" }));

        await plane.UntilAsync(() => plane.Claim(ns, "classless")!.Spec.StorageClassName == "standard", "the class is the claim's");
        await plane.EventAsync(ns, "classless", "ProvisioningFailed", "no volume plugin matched name: kubernetes.io/no-provisioner");
        await plane.DeleteAsync(new ObjectKey("storage.k8s.io", "storageclasses", "", "standard"));
    }

    [Fact]
    public async Task A_class_that_is_not_there_is_said()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Claim(ns, "hopeful", "absent"));
        (await plane.EventAsync(ns, "hopeful", "ProvisioningFailed", "storageclass.storage.k8s.io \"absent\" not found")).Type.ShouldBe("Warning");
    }

    [Fact]
    public async Task A_provisioner_is_named_and_the_volume_that_it_makes_is_bound()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Class("remote", "example.com/disks"));
        await plane.AddAsync(Claim(ns, "disk", "remote"));
        await plane.EventAsync(
            ns,
            "disk",
            "ExternalProvisioning",
            "Waiting for a volume to be created either by the external provisioner 'example.com/disks' or manually by the system administrator. "
            + "If volume creation is delayed, please verify that the provisioner is running and correctly registered.");
        var claim = plane.Claim(ns, "disk")!;
        claim.Metadata.Annotations!["volume.kubernetes.io/storage-provisioner"].ShouldBe("example.com/disks");
        claim.Metadata.Annotations!["volume.beta.kubernetes.io/storage-provisioner"].ShouldBe("example.com/disks");

        await plane.AddAsync(Volume("made", "remote", also: v => (v.Spec.ClaimRef, v.Spec.PersistentVolumeReclaimPolicy, v.Metadata.Annotations) =
            (new() { Namespace = ns, Name = "disk", Uid = claim.Metadata.Uid }, "Delete", new() { ["pv.kubernetes.io/provisioned-by"] = "example.com/disks" })));

        await plane.BoundAsync(ns, "disk", "made");
        await plane.DeleteAsync(ClaimKey(ns, "disk"));
        await plane.PhaseAsync("made", "Released"); // removing it is its provisioner's part
    }

    [Fact]
    public async Task A_class_of_a_plugin_that_was_in_the_tree_goes_to_the_driver_that_took_over()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Class("old-gp2", "kubernetes.io/aws-ebs"));
        await plane.AddAsync(Claim(ns, "ebs", "old-gp2"));
        await plane.UntilAsync(() => plane.Claim(ns, "ebs")!.Metadata.Annotations?.GetValueOrDefault("volume.kubernetes.io/storage-provisioner") == "ebs.csi.aws.com", "the driver is named");
    }

    [Fact]
    public async Task A_claim_that_waits_for_its_first_consumer_says_so_and_for_whom()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Class("patient", "kubernetes.io/no-provisioner", "WaitForFirstConsumer"), Volume("patient-1", "patient"));
        await plane.PhaseAsync("patient-1", "Available");
        await plane.AddAsync(Claim(ns, "later", "patient"));
        (await plane.EventAsync(ns, "later", "WaitForFirstConsumer", "waiting for first consumer to be created before binding")).Type.ShouldBe("Normal");

        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", ns, "default")) is not null, "the default account");
        await plane.AddAsync(Make.Pod(ns, "consumer", spec =>
        {
            spec.SchedulerName = "nobody";
            spec.Volumes = [new Volume { Name = "v", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "later" } }];
        }));

        await plane.EventAsync(ns, "later", "WaitForPodScheduled", "waiting for pod consumer to be scheduled");
        plane.Volume("patient-1")!.Spec.ClaimRef.ShouldBeNull();
    }

    [Fact]
    public async Task A_binding_that_broke_off_is_completed_after_a_restart()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Enumerable.Range(0, 20).SelectMany(i => (IKubeObject[])[Volume($"cut-{i}", "cut"), Claim(ns, $"cut-{i}", "cut")]).ToArray());
        await plane.KillAsync();
        await plane.StartAsync();

        await plane.UntilAsync(
            () => Enumerable.Range(0, 20).All(i => plane.Claim(ns, $"cut-{i}") is { Status.Phase: "Bound" } claim
                && plane.Volume(claim.Spec.VolumeName!) is { Status.Phase: "Bound" } volume && volume.Spec.ClaimRef!.Uid == claim.Metadata.Uid),
            "all are bound");
        Enumerable.Range(0, 20).Select(i => plane.Claim(ns, $"cut-{i}")!.Spec.VolumeName).Distinct().Count().ShouldBe(20);
    }
}
