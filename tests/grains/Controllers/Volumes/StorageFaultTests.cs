using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Whatever moment the process dies at, each claim ends with one volume of its own, where its pod is, and nothing is made twice.</summary>
public sealed class StorageFaultTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task Killed_again_and_again_while_volumes_are_made_and_bound()
    {
        const int Pods = 30;
        var ns = await plane.NamespaceAsync();
        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", ns, "default")) is not null, "the default account");
        await plane.AddNodesAsync(3, "f-", also: n => n.Metadata.Annotations = new() { ["orchestrator.io/volumes-directory"] = "/var/volumes" });
        await plane.AddAsync(LocalPath("faulty"), Class("faulty-static", "kubernetes.io/no-provisioner"));
        await plane.AddAsync([.. Enumerable.Range(0, Pods).SelectMany(i => (IKubeObject[])[Claim(ns, $"d{i}", "faulty"), Claim(ns, $"s{i}", "faulty-static"), Volume($"faulty-{i}", "faulty-static")])]);
        await plane.AddAsync([.. Enumerable.Range(0, Pods).Select(i => (IKubeObject)Pod(ns, i))]);

        var random = new Random(35);
        for (var kill = 0; kill < 8; kill++)
        {
            var enough = plane.Replica.Revision + random.Next(1, 40);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)); // when all is done before, nothing is left to interrupt
            try
            {
                await plane.Replica.WaitForAsync(enough, patience.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await plane.KillAsync();
            await plane.StartAsync();
        }

        await plane.UntilAsync(() => plane.Pods(ns).TrueForAll(p => p.Spec.NodeName is not null), "all pods have nodes");
        await plane.UntilAsync(() => All().TrueForAll(c => c.Status.Phase == "Bound" && plane.Volume(c.Spec.VolumeName!) is { Status.Phase: "Bound" }), "all claims are bound");
        All().Select(c => c.Spec.VolumeName).Distinct().Count().ShouldBe(2 * Pods);
        All().ShouldAllBe(c => plane.Volume(c.Spec.VolumeName!)!.Spec.ClaimRef!.Uid == c.Metadata.Uid);
        plane.Replica.List(VolumeResources.Volumes).Count.ShouldBe(2 * Pods);
        foreach (var pod in plane.Pods(ns))
        {
            var made = plane.Claim(ns, pod.Spec.Volumes![0].PersistentVolumeClaim!.ClaimName)!.Spec.VolumeName!;
            plane.Volume(made)!.Metadata.Annotations!["orchestrator.io/node"].ShouldBe(pod.Spec.NodeName);
        }
    }

    private List<PersistentVolumeClaim> All() => [.. plane.Replica.List(VolumeResources.Claims).Select(e => e.As<PersistentVolumeClaim>())];

    private static Pod Pod(string ns, int i) => Make.Pod(ns, $"p{i}", spec => spec.Volumes =
    [
        new Volume { Name = "made", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = $"d{i}" } },
        new Volume { Name = "found", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = $"s{i}" } },
    ]);
}
