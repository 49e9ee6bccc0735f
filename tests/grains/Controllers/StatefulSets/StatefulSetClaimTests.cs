using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

/// <summary>Claims of templates and what becomes of them. The sets are parallel: nothing here depends on whether the claims get volumes.</summary>
public class StatefulSetClaimTests(ControlPlaneFixture cluster) : StatefulSetCases(cluster)
{
    [Fact]
    public async Task Each_pod_gets_claims_of_its_own()
    {
        var ns = await CreateAsync(2);
        Claims(ns).Select(claim => claim.Metadata.Name).ShouldBe(["data-web-0", "data-web-1"]);
        var claim = Claim(ns, 1)!;
        claim.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["app"] = "web", ["tier"] = "disk" }, ignoreOrder: true);
        claim.Metadata.OwnerReferences.ShouldBeNull();
        var volume = Pod(ns, 1)!.Spec.Volumes!.Single(volume => volume.Name == "data");
        volume.PersistentVolumeClaim!.ClaimName.ShouldBe("data-web-1");
        volume.EmptyDir.ShouldBeNull("the template's volume of that name gives way");
        Pod(ns, 1)!.Spec.Volumes!.ShouldContain(other => other.Name == "scratch");
        await Cluster.UntilAsync(
            () => Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e is { Reason: "SuccessfulCreate", Message: "create Claim data-web-1 Pod web-1 in StatefulSet web success" }),
            "an event tells");
    }

    [Fact]
    public async Task Claims_stay_when_pods_go_unless_told_otherwise()
    {
        var ns = await CreateAsync(3);
        var kept = Claim(ns, 2)!.Metadata.Uid;
        await ScaleAsync(ns, 1);
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == 1, "it shrinks");
        await ScaleAsync(ns, 3);
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == 3, "it grows");
        Claim(ns, 2)!.Metadata.Uid.ShouldBe(kept);
        await Cluster.Client.DeleteAsync(KnownResources.StatefulSets.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == 0, "the pods go with the set");
        Claims(ns).Count.ShouldBe(3);
    }

    [Fact]
    public async Task WhenScaled_Delete_takes_the_claims_of_pods_that_are_too_many()
    {
        var ns = await CreateAsync(3, policy: new() { WhenDeleted = "Retain", WhenScaled = "Delete" });
        Claims(ns).ShouldAllBe(claim => claim.Metadata.OwnerReferences == null);
        var first = Claim(ns, 2)!.Metadata.Uid;
        await ScaleAsync(ns, 1);
        await Cluster.UntilAsync(() => Claims(ns).Count == 1 && Cluster.Pods(ns).Count == 1, "two claims go with their pods");
        await ScaleAsync(ns, 3);
        await Cluster.UntilAsync(() => Claims(ns).Count == 3 && Cluster.Pods(ns).Count == 3, "they come anew");
        Claim(ns, 2)!.Metadata.Uid.ShouldNotBe(first);
        await Cluster.Client.DeleteAsync(KnownResources.StatefulSets.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == 0, "the pods go with the set");
        Claims(ns).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_new_pod_never_takes_up_a_claim_that_goes_with_the_old_one()
    {
        var ns = await CreateAsync(2, policy: new() { WhenDeleted = "Retain", WhenScaled = "Delete" });
        var (claim, pod) = (Claim(ns, 1)!.Metadata.Uid, Pod(ns, 1)!.Metadata.Uid);
        await ScaleAsync(ns, 1);
        await ScaleAsync(ns, 2);
        await Cluster.UntilAsync(
            () => Pod(ns, 1) is { Metadata.DeletionTimestamp: null } now && Claim(ns, 1) is { Metadata.DeletionTimestamp: null } its
                && its.Metadata.OwnerReferences is null or { Count: 0 } && now.Metadata.Uid == pod == (its.Metadata.Uid == claim),
            "either both stayed or both are new");
    }

    [Fact]
    public async Task WhenDeleted_Delete_takes_all_claims_with_the_set()
    {
        var ns = await CreateAsync(2, policy: new() { WhenDeleted = "Delete", WhenScaled = "Retain" });
        await Cluster.UntilAsync(() => Claims(ns).TrueForAll(claim => Owner(claim) == ("StatefulSet", "web")), "the set owns the claims");
        await ScaleAsync(ns, 1);
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == 1, "it shrinks");
        Claims(ns).Count.ShouldBe(2);
        await Cluster.Client.DeleteAsync(KnownResources.StatefulSets.Key(ns, "web"), WriteOptions.None, CancellationToken.None);
        await Cluster.UntilAsync(() => Claims(ns).Count == 0 && Cluster.Pods(ns).Count == 0, "everything goes");
    }

    [Fact]
    public async Task A_change_of_the_policy_changes_the_owners()
    {
        var ns = await CreateAsync(2);
        await PatchAsync(ns, "{'spec':{'persistentVolumeClaimRetentionPolicy':{'whenDeleted':'Delete','whenScaled':'Delete'}}}");
        await Cluster.UntilAsync(() => Claims(ns).TrueForAll(claim => Owner(claim) == ("StatefulSet", "web")), "the set owns the claims");
        await PatchAsync(ns, "{'spec':{'persistentVolumeClaimRetentionPolicy':{'whenDeleted':'Retain','whenScaled':'Delete'}}}");
        await Cluster.UntilAsync(() => Claims(ns).TrueForAll(claim => claim.Metadata.OwnerReferences is null or { Count: 0 }), "nobody does");
    }

    [Fact]
    public async Task A_claim_that_somebody_else_controls_is_left_alone()
    {
        var ns = await Cluster.NamespaceAsync();
        var owner = new ConfigMap { Metadata = new ObjectMeta { Name = "owner", Namespace = ns } };
        await Cluster.Client.CreateAsync(owner, CancellationToken.None);
        var uid = Cluster.Replica.Get(new("", "configmaps", ns, "owner"))!.Uid;
        var claim = Make.Claim("data-web-0");
        claim.Metadata.Namespace = ns;
        claim.Metadata.OwnerReferences = [new OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "owner", Uid = uid, Controller = true }];
        await Cluster.Client.CreateAsync(claim, CancellationToken.None);
        await Cluster.Client.CreateAsync(Set(ns, 2, new() { WhenDeleted = "Delete", WhenScaled = "Retain" }), CancellationToken.None);
        await Cluster.UntilAsync(() => Claim(ns, 1) is { } its && Owner(its) == ("StatefulSet", "web"), "the other one is the set's");
        Owner(Claim(ns, 0)!).ShouldBe(("ConfigMap", "owner"));
    }

    private async Task<string> CreateAsync(
        int replicas, [System.Runtime.CompilerServices.CallerMemberName] string test = "", StatefulSetPersistentVolumeClaimRetentionPolicy? policy = null)
    {
        var ns = await Cluster.NamespaceAsync(test);
        await Cluster.Client.CreateAsync(Set(ns, replicas, policy), CancellationToken.None);
        await Cluster.UntilAsync(() => Cluster.Pods(ns).Count == replicas && Claims(ns).Count == replicas, "pods and claims are there");
        return ns;
    }

    private static StatefulSet Set(string ns, int replicas, StatefulSetPersistentVolumeClaimRetentionPolicy? policy) =>
        Make.StatefulSet(ns, replicas, also: spec =>
        {
            var claim = Make.Claim("data");
            claim.Metadata.Labels = new() { ["tier"] = "disk" };
            (spec.PodManagementPolicy, spec.VolumeClaimTemplates, spec.PersistentVolumeClaimRetentionPolicy) = ("Parallel", [claim], policy);
            spec.Template.Spec.Volumes = [new Volume { Name = "data", EmptyDir = new() }, new Volume { Name = "scratch", EmptyDir = new() }];
        });

    private List<PersistentVolumeClaim> Claims(string ns) => Cluster.All<PersistentVolumeClaim>(KnownResources.PersistentVolumeClaims, ns);

    private PersistentVolumeClaim? Claim(string ns, int ordinal) => Cluster.Find<PersistentVolumeClaim>(KnownResources.PersistentVolumeClaims, ns, $"data-web-{ordinal}");

    private static (string? Kind, string? Name) Owner(PersistentVolumeClaim claim) =>
        claim.Metadata.OwnerReferences is [var owner] ? (owner.Kind, owner.Name) : (null, null);
}
