using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Volumes that are directories of nodes: made, grown, removed.</summary>
public sealed class LocalPathTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    private const string Finalizer = "external-provisioner.volume.kubernetes.io/finalizer";

    [Fact]
    public async Task A_volume_is_made_on_the_node_that_was_chosen()
    {
        var (ns, node) = await PrepareAsync("made");
        var claim = await ClaimOnAsync(ns, "data", "made", node);
        var name = "pvc-" + claim.Metadata.Uid;
        await plane.BoundAsync(ns, "data", name);

        var volume = plane.Volume(name)!;
        volume.Spec.Local!.Path.ShouldBe("/var/volumes/" + name);
        volume.Spec.NodeAffinity!.Required!.NodeSelectorTerms[0].MatchExpressions![0].ShouldSatisfyAllConditions(
            e => e.Key.ShouldBe("kubernetes.io/hostname"), e => e.Operator.ShouldBe("In"), e => e.Values.ShouldBe([node]));
        volume.Spec.Capacity!["storage"].ToString().ShouldBe("1Gi");
        volume.Spec.StorageClassName.ShouldBe("made");
        volume.Spec.PersistentVolumeReclaimPolicy.ShouldBe("Delete");
        volume.Metadata.Annotations!["pv.kubernetes.io/provisioned-by"].ShouldBe("orchestrator.io/local-path");
        volume.Metadata.Finalizers.ShouldBe([Finalizer, "kubernetes.io/pv-protection"], ignoreOrder: true);
        await plane.EventAsync(ns, "data", "Provisioning", $"External provisioner is provisioning volume for claim \"{ns}/data\"");
        await plane.EventAsync(ns, "data", "ProvisioningSucceeded", $"Successfully provisioned volume {name}");
    }

    [Fact]
    public async Task It_goes_with_its_claim_once_the_node_has_removed_the_directory()
    {
        var (ns, node) = await PrepareAsync("gone");
        var name = "pvc-" + (await ClaimOnAsync(ns, "data", "gone", node)).Metadata.Uid;
        await plane.BoundAsync(ns, "data", name);

        await plane.DeleteAsync(ClaimKey(ns, "data"));

        await plane.UntilAsync(() => plane.Volume(name) is { Status.Phase: "Released", Metadata: { DeletionTimestamp: not null, Finalizers: [Finalizer] } }, "only the directory keeps it");
        await plane.PatchAsync(VolumeKey(name), "{'metadata':{'finalizers':null}}"); // as the agent's answer does
        await plane.UntilAsync(() => plane.Volume(name) is null, "the volume goes");
    }

    [Fact]
    public async Task Deleted_before_its_claim_it_goes_all_the_same()
    {
        var (ns, node) = await PrepareAsync("backwards");
        var name = "pvc-" + (await ClaimOnAsync(ns, "data", "backwards", node)).Metadata.Uid;
        await plane.BoundAsync(ns, "data", name);
        await plane.DeleteAsync(VolumeKey(name));
        plane.Volume(name)!.Status.Phase.ShouldBe("Bound");

        await plane.DeleteAsync(ClaimKey(ns, "data"));

        await plane.UntilAsync(() => plane.Volume(name) is { Status.Phase: "Released", Metadata.Finalizers: [Finalizer] }, "only the directory keeps it");
    }

    [Fact]
    public async Task When_its_node_is_gone_nothing_keeps_it()
    {
        var (ns, node) = await PrepareAsync("nodeless");
        var name = "pvc-" + (await ClaimOnAsync(ns, "data", "nodeless", node)).Metadata.Uid;
        await plane.BoundAsync(ns, "data", name);
        await plane.DeleteAsync(ClaimKey(ns, "data"));
        await plane.UntilAsync(() => plane.Volume(name) is { Metadata.Finalizers: [Finalizer] }, "only the directory keeps it");

        await plane.DeleteAsync(KnownResources.Nodes.Key(null, node));

        await plane.UntilAsync(() => plane.Volume(name) is null, "the volume goes");
    }

    [Fact]
    public async Task A_volume_that_is_to_be_retained_has_no_finalizer_and_stays()
    {
        var (ns, node) = await PrepareAsync("stays");
        var name = "pvc-" + (await ClaimOnAsync(ns, "data", "stays", node)).Metadata.Uid;
        await plane.BoundAsync(ns, "data", name);
        await plane.PatchAsync(VolumeKey(name), "{'spec':{'persistentVolumeReclaimPolicy':'Retain'}}");
        await plane.UntilAsync(() => plane.Volume(name)!.Metadata.Finalizers?.Contains(Finalizer) != true, "the finalizer goes");

        await plane.DeleteAsync(ClaimKey(ns, "data"));

        await plane.PhaseAsync(name, "Released");
        plane.Volume(name)!.Metadata.DeletionTimestamp.ShouldBeNull();
    }

    [Theory]
    [InlineData("many", "only support ReadWriteOnce and ReadWriteOncePod access modes, not ReadWriteMany")]
    [InlineData("block", "block volumes are not supported")]
    [InlineData("selector", "claim.Spec.Selector is not supported")]
    [InlineData("source", "data sources are not supported")]
    [InlineData("bare", "node \"bare\" has no directory for volumes (annotation orchestrator.io/volumes-directory)")]
    [InlineData("absent", "node \"absent\" not found")]
    public async Task What_cannot_be_made_is_said_and_the_scheduler_chooses_again(string name, string message)
    {
        var (ns, node) = await PrepareAsync("refused-" + name);
        if (name == "bare")
        {
            await plane.AddNodeAsync(node = "bare");
        }

        var storageClass = "refused-" + name;
        await plane.AddAsync(Claim(ns, "data", storageClass, also: c =>
        {
            c.Metadata.Annotations = new() { ["volume.kubernetes.io/selected-node"] = name == "absent" ? name : node };
            c.Spec.AccessModes = [name == "many" ? "ReadWriteMany" : "ReadWriteOnce"];
            c.Spec.VolumeMode = name == "block" ? "Block" : null;
            c.Spec.Selector = name == "selector" ? new() { MatchLabels = new() { ["a"] = "b" } } : null;
            c.Spec.DataSource = name == "source" ? new() { ApiGroup = "snapshot.storage.k8s.io", Kind = "VolumeSnapshot", Name = "s" } : null;
        }));

        await plane.EventAsync(ns, "data", "ProvisioningFailed", $"failed to provision volume with StorageClass \"{storageClass}\": {message}");
        await plane.UntilAsync(() => plane.Claim(ns, "data")!.Metadata.Annotations?.ContainsKey("volume.kubernetes.io/selected-node") != true, "no node is chosen");
    }

    [Fact]
    public async Task A_class_that_does_not_wait_names_no_node()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Class("hasty", "orchestrator.io/local-path"));
        await plane.AddAsync(Claim(ns, "data", "hasty"));
        await plane.EventAsync(ns, "data", "ProvisioningFailed", "failed to provision volume with StorageClass \"hasty\": configuration error, no node was specified");
    }

    [Fact]
    public async Task A_claim_grows()
    {
        var (ns, node) = await PrepareAsync("growing");
        var name = "pvc-" + (await ClaimOnAsync(ns, "data", "growing", node)).Metadata.Uid;
        await plane.BoundAsync(ns, "data", name);

        await plane.PatchAsync(ClaimKey(ns, "data"), "{'spec':{'resources':{'requests':{'storage':'3Gi'}}}}");

        await plane.UntilAsync(() => plane.Claim(ns, "data")!.Status is { AllocatedResourceStatuses: null } s && s.Capacity!["storage"].ToString() == "3Gi", "it has grown");
        var claim = plane.Claim(ns, "data")!;
        claim.Status.AllocatedResources!["storage"].ToString().ShouldBe("3Gi");
        (claim.Status.Conditions ?? []).ShouldBeEmpty();
        plane.Volume(name)!.Spec.Capacity!["storage"].ToString().ShouldBe("3Gi");
        await plane.EventAsync(ns, "data", "VolumeResizeSuccessful", "Resize volume succeeded");
    }

    [Fact]
    public async Task Who_grows_others_volumes_is_waited_for()
    {
        var ns = await plane.NamespaceAsync();
        await plane.AddAsync(Class("elastic", "example.com/disks", also: c => c.AllowVolumeExpansion = true), Volume("elastic-1", "elastic"));
        await plane.AddAsync(Claim(ns, "data", "elastic"));
        await plane.BoundAsync(ns, "data", "elastic-1");

        await plane.PatchAsync(ClaimKey(ns, "data"), "{'spec':{'resources':{'requests':{'storage':'3Gi'}}}}");

        (await plane.EventAsync(ns, "data", "ExternalExpanding", "waiting for an external controller to expand this PVC")).Type.ShouldBe("Normal");
        plane.Claim(ns, "data")!.Status.Capacity!["storage"].ToString().ShouldBe("1Gi");
    }

    private async Task<(string Namespace, string Node)> PrepareAsync(string name)
    {
        var ns = await plane.NamespaceAsync("local-" + name);
        await plane.AddAsync(LocalPath(name));
        await plane.AddNodeAsync("node-of-" + name, also: n => n.Metadata.Annotations = new() { ["orchestrator.io/volumes-directory"] = "/var/volumes" });
        return (ns, "node-of-" + name);
    }

    private async Task<PersistentVolumeClaim> ClaimOnAsync(string ns, string name, string storageClass, string node)
    {
        await plane.AddAsync(Claim(ns, name, storageClass));
        await plane.EventAsync(ns, name, "WaitForFirstConsumer");
        await plane.PatchAsync(ClaimKey(ns, name), $"{{'metadata':{{'annotations':{{'volume.kubernetes.io/selected-node':'{node}'}}}}}}"); // as the scheduler does
        return plane.Claim(ns, name)!;
    }
}
