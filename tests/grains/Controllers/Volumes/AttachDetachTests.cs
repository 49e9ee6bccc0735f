using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Volumes of drivers are attached where pods use them; the test plays the driver.</summary>
public sealed class AttachDetachTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_volume_is_attached_for_a_pod_and_detached_after_the_last_one()
    {
        var ns = await PrepareAsync("attach", "csi.example.com");
        await plane.AddAsync(Pod(ns, "a", "attach-0"), Pod(ns, "b", "attach-0"));
        await plane.UntilAsync(() => Attachments("attach-1").Count == 1, "it is asked for");
        var attachment = Attachments("attach-1")[0];
        attachment.Metadata.Name.ShouldBe("csi-" + Sha256("attach-1csi.example.comattach-0"));
        (attachment.Spec.Attacher, attachment.Spec.NodeName).ShouldBe(("csi.example.com", "attach-0"));

        await plane.PatchAsync(VolumeResources.Attachments.Key(null, attachment.Metadata.Name!), "{'status':{'attached':true}}", "status");
        await plane.UntilAsync(() => Attached("attach-0") == "kubernetes.io/csi/csi.example.com^attach-1", "the node's status says so");
        foreach (var pod in new[] { "a", "b" })
        {
            (await plane.EventAsync(ns, pod, "SuccessfulAttachVolume")).Message.ShouldBe("AttachVolume.Attach succeeded for volume \"attach-1\" ");
        }

        await RemoveAsync(ns, "a");
        Attachments("attach-1").Count.ShouldBe(1);
        await RemoveAsync(ns, "b");
        await plane.UntilAsync(() => Attachments("attach-1").Count == 0 && Attached("attach-0").Length == 0, "it is detached");
    }

    [Fact]
    public async Task It_is_not_detached_while_the_node_says_that_it_uses_it()
    {
        var ns = await PrepareAsync("used", "csi.example.com");
        await plane.AddAsync(Pod(ns, "a", "used-0"));
        await plane.UntilAsync(() => Attachments("used-1").Count == 1, "it is asked for");
        await plane.PatchAsync(KnownResources.Nodes.Key(null, "used-0"), "{'status':{'volumesInUse':['kubernetes.io/csi/csi.example.com^used-1']}}", "status");
        await RemoveAsync(ns, "a");
        await plane.PatchAsync(KnownResources.Nodes.Key(null, "used-0"), "{'metadata':{'labels':{'looked':'again'}}}");
        Attachments("used-1").Count.ShouldBe(1);

        await plane.PatchAsync(KnownResources.Nodes.Key(null, "used-0"), "{'status':{'volumesInUse':null}}", "status");
        await plane.UntilAsync(() => Attachments("used-1").Count == 0, "it is detached");
    }

    [Fact]
    public async Task A_volume_of_one_node_at_a_time_waits_until_it_is_detached_from_the_other()
    {
        var ns = await PrepareAsync("moved", "csi.example.com");
        await plane.AddNodeAsync("moved-other");
        await plane.AddAsync(Pod(ns, "a", "moved-0"));
        await plane.UntilAsync(() => Attachments("moved-1").Count == 1, "it is asked for");
        await plane.AddAsync(Pod(ns, "b", "moved-other"));
        await plane.EventAsync(
            ns, "b", "FailedAttachVolume", "Multi-Attach error for volume \"moved-1\" Volume is already exclusively attached to one node and can't be attached to another");

        await RemoveAsync(ns, "a");
        await plane.UntilAsync(() => Attachments("moved-1") is [{ Spec.NodeName: "moved-other" }], "it moves");
    }

    [Fact]
    public async Task What_a_driver_could_not_do_is_told_to_the_pod()
    {
        var ns = await PrepareAsync("failing", "csi.example.com");
        await plane.AddAsync(Pod(ns, "a", "failing-0"));
        await plane.UntilAsync(() => Attachments("failing-1").Count == 1, "it is asked for");
        await plane.PatchAsync(
            VolumeResources.Attachments.Key(null, Attachments("failing-1")[0].Metadata.Name!), "{'status':{'attached':false,'attachError':{'message':'no such disk'}}}", "status");
        await plane.EventAsync(ns, "a", "FailedAttachVolume", "AttachVolume.Attach failed for volume \"failing-1\" : no such disk");
    }

    [Fact]
    public async Task A_driver_that_needs_no_attaching_is_left_alone()
    {
        await plane.AddAsync(new CSIDriver { Metadata = new ObjectMeta { Name = "mounts.example.com" }, Spec = new CSIDriverSpec { AttachRequired = false } });
        var ns = await PrepareAsync("mounted", "mounts.example.com");
        await plane.AddAsync(Pod(ns, "a", "mounted-0"));
        await plane.UntilAsync(() => plane.Find<Pod>(KnownResources.Pods, ns, "a")!.Status.Phase == "Running", "the pod runs");
        Attachments("mounted-1").ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_node_is_gone_so_is_the_attachment()
    {
        var ns = await PrepareAsync("crashed", "csi.example.com");
        await plane.AddAsync(Pod(ns, "a", "crashed-0"));
        await plane.UntilAsync(() => Attachments("crashed-1").Count == 1, "it is asked for");
        await plane.DeleteAsync(KnownResources.Nodes.Key(null, "crashed-0"));
        await plane.UntilAsync(() => Attachments("crashed-1").Count == 0, "it is detached");
    }

    [Fact]
    public async Task An_attachment_that_somebody_else_asked_for_is_left_alone()
    {
        await plane.AddNodeAsync("others-0");
        await plane.AddAsync(new VolumeAttachment
        {
            Metadata = new ObjectMeta { Name = "by-hand" },
            Spec = new VolumeAttachmentSpec { Attacher = "csi.example.com", NodeName = "others-0", Source = new VolumeAttachmentSource { PersistentVolumeName = "others-1" } },
        });
        var ns = await PrepareAsync("others-too", "csi.example.com");
        await plane.AddAsync(Pod(ns, "a", "others-0"));
        await plane.UntilAsync(() => Attachments("others-too-1") is [{ Spec.NodeName: "others-0" }], "the node was looked at");
        await RemoveAsync(ns, "a");
        await plane.UntilAsync(() => Attachments("others-too-1").Count == 0, "it was looked at again");
        Attachments("others-1").Count.ShouldBe(1);
    }

    private async Task<string> PrepareAsync(string name, string driver)
    {
        var ns = await plane.NamespaceAsync("csi-" + name);
        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", ns, "default")) is not null, "the default account");
        await plane.AddNodeAsync(name + "-0");
        await plane.AddAsync(Volume(name + "-1", name, also: v => (v.Spec.HostPath, v.Spec.Csi) = (null, new() { Driver = driver, VolumeHandle = name + "-1" })));
        await plane.AddAsync(Claim(ns, "data", name));
        await plane.BoundAsync(ns, "data", name + "-1");
        return ns;
    }

    private static Pod Pod(string ns, string name, string node) => Make.Pod(ns, name, spec =>
    {
        spec.NodeName = node;
        spec.Volumes = [new Volume { Name = "v", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "data" } }];
    });

    private Task RemoveAsync(string ns, string pod) =>
        plane.Client.DeleteAsync(KnownResources.Pods.Key(ns, pod), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);

    private List<VolumeAttachment> Attachments(string volume) =>
        [.. plane.Replica.List(VolumeResources.Attachments).Select(e => e.As<VolumeAttachment>()).Where(a => a.Spec.Source.PersistentVolumeName == volume)];

    private string Attached(string node) =>
        string.Join(',', (plane.Find<Node>(KnownResources.Nodes, null, node)!.Status.VolumesAttached ?? []).Select(v => v.Name));

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
