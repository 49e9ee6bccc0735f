using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;
using static Orchestrator.Grains.Tests.Controllers.Volumes.Storage;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Pods go where their volumes are, or can be; through the real scheduler, binder and provisioner.</summary>
public sealed class SchedulingTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_volume_is_made_where_the_pod_goes_and_the_pod_is_bound_when_that_is_bound()
    {
        var ns = await PrepareAsync("dynamic", nodes: 3);
        await plane.AddAsync(LocalPath("dynamic"), Claim(ns, "data", "dynamic"));
        await plane.AddAsync(Pod(ns, "first", claims: "data"));

        var node = await NodeOfAsync(ns, "first");
        var claim = plane.Claim(ns, "data")!;
        await plane.BoundAsync(ns, "data", "pvc-" + claim.Metadata.Uid);
        claim.Metadata.Annotations!["volume.kubernetes.io/selected-node"].ShouldBe(node);

        // Whoever uses it later has to go there too.
        await plane.AddAsync(Pod(ns, "second", claims: "data"), Pod(ns, "third", claims: "data"));
        (await NodeOfAsync(ns, "second")).ShouldBe(node);
        (await NodeOfAsync(ns, "third")).ShouldBe(node);
    }

    [Fact]
    public async Task Many_pods_with_a_claim_each_get_their_volumes_on_their_nodes()
    {
        var ns = await PrepareAsync("swarm", nodes: 4);
        await plane.AddAsync(LocalPath("swarm"));
        await plane.AddAsync([.. Enumerable.Range(0, 40).SelectMany(i => (IKubeObject[])[Claim(ns, $"c{i}", "swarm"), Pod(ns, $"p{i}", claims: $"c{i}")])]);

        await plane.UntilAsync(() => plane.Pods(ns).All(p => p.Spec.NodeName is not null), "all have nodes");
        foreach (var pod in plane.Pods(ns))
        {
            var volume = plane.Volume(plane.Claim(ns, pod.Spec.Volumes![0].PersistentVolumeClaim!.ClaimName)!.Spec.VolumeName!)!;
            volume.Metadata.Annotations!["orchestrator.io/node"].ShouldBe(pod.Spec.NodeName);
        }
    }

    [Fact]
    public async Task Local_volumes_are_chosen_on_the_node_and_never_twice()
    {
        var ns = await PrepareAsync("static", nodes: 3);
        await plane.AddAsync(Class("static", "kubernetes.io/no-provisioner", "WaitForFirstConsumer"));
        await plane.AddAsync([.. Enumerable.Range(0, 9).Select(i => (IKubeObject)Volume($"static-{i}", "static", $"{1 + (i / 3)}Gi", v => On(v, $"static-{i % 3}")))]);
        await plane.UntilAsync(() => Enumerable.Range(0, 9).All(i => plane.Volume($"static-{i}")!.Status.Phase == "Available"), "all are available");
        using var owners = new VolumeOwners(plane.Replica);

        await plane.AddAsync([.. Enumerable.Range(0, 10).SelectMany(i => (IKubeObject[])[Claim(ns, $"c{i}", "static"), Pod(ns, $"p{i}", claims: $"c{i}")])]);

        await plane.UntilAsync(() => plane.Pods(ns).Count(p => p.Spec.NodeName is not null) == 9, "nine have nodes");
        await plane.UntilAsync(() => Message(plane.Pods(ns).Find(p => p.Spec.NodeName is null)) is { } m && m.Contains("3 node(s) didn't find available persistent volumes to bind", StringComparison.Ordinal), "the tenth is told");
        foreach (var pod in plane.Pods(ns).Where(p => p.Spec.NodeName is not null))
        {
            var volume = plane.Volume(plane.Claim(ns, pod.Spec.Volumes![0].PersistentVolumeClaim!.ClaimName)!.Spec.VolumeName!)!;
            volume.Spec.NodeAffinity!.Required!.NodeSelectorTerms[0].MatchExpressions![0].Values.ShouldBe([pod.Spec.NodeName!]);
        }

        owners.Changed.ShouldBeEmpty();

        // One more volume is all that it needs.
        await plane.AddAsync(Volume("static-more", "static", "5Gi", v => On(v, "static-1")));
        await plane.UntilAsync(() => plane.Pods(ns).All(p => p.Spec.NodeName is not null), "the tenth has a node");
    }

    [Fact]
    public async Task Two_claims_of_a_pod_get_two_volumes_of_one_node()
    {
        var ns = await PrepareAsync("pair", nodes: 2);
        await plane.AddAsync(
            Class("pair", "kubernetes.io/no-provisioner", "WaitForFirstConsumer"),
            Volume("pair-a0", "pair", "1Gi", v => On(v, "pair-0")), Volume("pair-b0", "pair", "1Gi", v => On(v, "pair-1")), Volume("pair-b1", "pair", "1Gi", v => On(v, "pair-1")));
        await plane.UntilAsync(() => plane.Volume("pair-a0")!.Status.Phase == "Available" && plane.Volume("pair-b0")!.Status.Phase == "Available" && plane.Volume("pair-b1")!.Status.Phase == "Available", "available");
        await plane.AddAsync(Claim(ns, "one", "pair"), Claim(ns, "two", "pair"));
        await plane.AddAsync(Pod(ns, "both", "one", "two"));

        (await NodeOfAsync(ns, "both")).ShouldBe("pair-1");
        plane.Volume("pair-a0")!.Spec.ClaimRef.ShouldBeNull();
    }

    [Theory]
    [InlineData("missing", "persistentvolumeclaim \"missing\" not found")]
    [InlineData("immediate", "pod has unbound immediate PersistentVolumeClaims")]
    [InlineData("leaving", "persistentvolumeclaim \"leaving\" is being deleted")]
    public async Task A_pod_whose_claim_will_not_do_waits(string claim, string message)
    {
        var ns = await PrepareAsync("unready-" + claim, nodes: 1);
        await plane.AddAsync(Claim(ns, "immediate", "nothing-here"), Claim(ns, "leaving", "nothing-here", also: c => c.Metadata.Finalizers = ["example.com/stays"]));
        await plane.DeleteAsync(ClaimKey(ns, "leaving"));
        await plane.AddAsync(Pod(ns, "waits", claim));
        await RefusedAsync(ns, "waits", message);

        if (claim == "missing")
        {
            await plane.AddAsync(Volume("unready-late", "late-class"), Claim(ns, "missing", "late-class"));
            await NodeOfAsync(ns, "waits");
        }
    }

    [Fact]
    public async Task An_ephemeral_volume_comes_with_its_pod()
    {
        var ns = await PrepareAsync("fleeting", nodes: 1);
        await plane.AddAsync(LocalPath("fleeting"));
        await plane.AddAsync(Make.Pod(ns, "worker", spec => spec.Volumes =
            [new Volume { Name = "v", Ephemeral = new EphemeralVolumeSource { VolumeClaimTemplate = new PersistentVolumeClaimTemplate { Spec = Claim(ns, "x", "fleeting").Spec } } }]));

        (await NodeOfAsync(ns, "worker")).ShouldBe("fleeting-0");
        await plane.UntilAsync(() => plane.Claim(ns, "worker-v")!.Status.Phase == "Bound", "its claim says so too: a pod waits for the binding, not for the phase");
    }

    [Fact]
    public async Task A_pod_goes_to_the_zone_of_its_volume()
    {
        var ns = await PrepareAsync("zonal", nodes: 0);
        await plane.AddNodeAsync("zonal-a", also: n => n.Metadata.Labels!["topology.kubernetes.io/zone"] = "a");
        await plane.AddAsync(Volume("zonal-1", "zonal", also: v => v.Metadata.Labels = new() { ["failure-domain.beta.kubernetes.io/zone"] = "b__c" }));
        await plane.AddAsync(Claim(ns, "data", "zonal"));
        await plane.BoundAsync(ns, "data", "zonal-1");
        await plane.AddAsync(Pod(ns, "worker", "data"));
        await RefusedAsync(ns, "worker", "1 node(s) had no available volume zone");

        await plane.AddNodeAsync("zonal-b", also: n => n.Metadata.Labels!["topology.kubernetes.io/zone"] = "b");
        (await NodeOfAsync(ns, "worker")).ShouldBe("zonal-b");
    }

    [Fact]
    public async Task A_claim_for_one_pod_alone_is_one_pods_alone()
    {
        var ns = await PrepareAsync("alone", nodes: 2);
        await plane.AddAsync(Volume("alone-1", "alone", also: v => v.Spec.AccessModes = ["ReadWriteOncePod"]));
        await plane.AddAsync(Claim(ns, "data", "alone", also: c => c.Spec.AccessModes = ["ReadWriteOncePod"]));
        await plane.BoundAsync(ns, "data", "alone-1");
        await plane.AddAsync(Pod(ns, "first", "data"));
        await NodeOfAsync(ns, "first");
        await plane.AddAsync(Pod(ns, "second", "data"));
        await RefusedAsync(ns, "second", "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");

        await plane.Client.DeleteAsync(KnownResources.Pods.Key(ns, "first"), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        await NodeOfAsync(ns, "second");
    }

    [Fact]
    public async Task A_node_has_no_more_of_a_drivers_volumes_than_it_can()
    {
        var ns = await PrepareAsync("limited", nodes: 1);
        await plane.AddAsync(new CSINode
        {
            Metadata = new ObjectMeta { Name = "limited-0" },
            Spec = new CSINodeSpec { Drivers = [new CSINodeDriver { Name = "disks.example.com", NodeID = "n", Allocatable = new VolumeNodeResources { Count = 2 } }] },
        });
        for (var i = 0; i < 3; i++)
        {
            await plane.AddAsync(Volume($"limited-{i}", "limited", also: v => (v.Spec.HostPath, v.Spec.Csi) = (null, new() { Driver = "disks.example.com", VolumeHandle = v.Metadata.Name! })));
            await plane.AddAsync(Claim(ns, $"c{i}", "limited"));
            await plane.UntilAsync(() => plane.Claim(ns, $"c{i}")!.Status.Phase == "Bound", "bound");
        }

        await plane.AddAsync(Pod(ns, "a", "c0"), Pod(ns, "b", "c1"));
        await NodeOfAsync(ns, "a");
        await NodeOfAsync(ns, "b");
        await plane.AddAsync(Pod(ns, "shares", "c0"), Pod(ns, "more", "c2"));
        await NodeOfAsync(ns, "shares");
        await RefusedAsync(ns, "more", "1 node(s) exceed max volume count");

        await plane.Client.DeleteAsync(KnownResources.Pods.Key(ns, "b"), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
        await NodeOfAsync(ns, "more");
    }

    [Fact]
    public async Task Topologies_of_a_class_and_free_space_of_its_driver_are_kept_to()
    {
        var ns = await PrepareAsync("spacious", nodes: 2);
        await plane.AddAsync(
            new CSIDriver { Metadata = new ObjectMeta { Name = "space.example.com" }, Spec = new CSIDriverSpec { StorageCapacity = true } },
            Class("spacious", "space.example.com", "WaitForFirstConsumer", c => c.AllowedTopologies =
                [new TopologySelectorTerm { MatchLabelExpressions = [new() { Key = "kubernetes.io/hostname", Values = ["spacious-0"] }] }]));
        await plane.AddAsync(Claim(ns, "data", "spacious", "5Gi"));
        await plane.AddAsync(Pod(ns, "worker", "data"));
        await RefusedAsync(ns, "worker", "1 node(s) did not have enough free storage, 1 node(s) didn't find available persistent volumes to bind");

        await plane.AddAsync(new CSIStorageCapacity
        {
            Metadata = new ObjectMeta { Name = "there", Namespace = ns },
            StorageClassName = "spacious",
            NodeTopology = new LabelSelector { MatchLabels = new() { ["kubernetes.io/hostname"] = "spacious-0" } },
            Capacity = Api.Values.Quantity.Parse("10Gi"),
        });
        await plane.UntilAsync(() => plane.Claim(ns, "data")!.Metadata.Annotations?.GetValueOrDefault("volume.kubernetes.io/selected-node") == "spacious-0", "the node is chosen");
    }

    /// <summary>Nodes that take this test's pods alone.</summary>
    private async Task<string> PrepareAsync(string name, int nodes)
    {
        var ns = await plane.NamespaceAsync("sched-" + name);
        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", ns, "default")) is not null, "the default account");
        foreach (var other in plane.Replica.List(KnownResources.Nodes).Where(n => !n.Key.Name.StartsWith(name + "-", StringComparison.Ordinal)))
        {
            await plane.DeleteAsync(other.Key);
        }

        if (nodes > 0)
        {
            await plane.AddNodesAsync(nodes, name + "-", also: n => n.Metadata.Annotations = new() { ["orchestrator.io/volumes-directory"] = "/var/volumes" });
        }

        return ns;
    }

    private static Pod Pod(string ns, string name, params string[] claims) => Make.Pod(ns, name, spec =>
        spec.Volumes = [.. claims.Select((claim, i) => new Volume { Name = $"v{i}", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim } })]);

    private static void On(PersistentVolume volume, string node) => volume.Spec.NodeAffinity = new VolumeNodeAffinity
    {
        Required = new NodeSelector
        {
            NodeSelectorTerms = [new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = "kubernetes.io/hostname", Operator = "In", Values = [node] }] }],
        },
    };

    private async Task<string> NodeOfAsync(string ns, string pod)
    {
        string? Node() => plane.Find<Pod>(KnownResources.Pods, ns, pod)?.Spec.NodeName;
        await plane.UntilAsync(() => Node() is not null, $"{pod} has a node");
        return Node()!;
    }

    private Task RefusedAsync(string ns, string pod, string words) => plane.UntilAsync(
        () => Message(plane.Find<Pod>(KnownResources.Pods, ns, pod)) is { } m && m.Contains(words, StringComparison.Ordinal), $"{pod} is told: {words}");

    private static string? Message(Pod? pod) => pod is null ? null : PodState.Condition(pod, "PodScheduled")?.Message;
}
