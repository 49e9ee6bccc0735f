using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Which volume a claim gets.</summary>
public sealed class VolumeMatchingTests
{
    [Fact]
    public void The_smallest_that_is_large_enough() =>
        Find(Claim("5Gi"), Free("a", "4Gi"), Free("b", "10Gi"), Free("c", "6Gi"), Free("d", "100Gi")).ShouldBe("c");

    [Fact]
    public void None_when_all_are_too_small() => Find(Claim("5Gi"), Free("a", "4Gi")).ShouldBeNull();

    [Theory]
    [InlineData("ReadWriteOnce", "ReadWriteOnce", true)]
    [InlineData("ReadWriteOnce", "ReadWriteOnce,ReadOnlyMany", true)]
    [InlineData("ReadWriteOnce,ReadOnlyMany", "ReadWriteOnce", false)]
    [InlineData("ReadWriteMany", "ReadWriteOnce", false)]
    [InlineData("ReadWriteOncePod", "ReadWriteOnce", false)]
    public void It_has_all_access_modes_asked_for(string asked, string offered, bool matches) =>
        (Find(Claim("1Gi", c => c.Spec.AccessModes = [.. asked.Split(',')]), Free("a", "1Gi", v => v.Spec.AccessModes = [.. offered.Split(',')])) == "a").ShouldBe(matches);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "Filesystem", true)]
    [InlineData("Block", "Block", true)]
    [InlineData("Block", null, false)]
    [InlineData("Filesystem", "Block", false)]
    public void It_has_the_volume_mode(string? asked, string? offered, bool matches) =>
        (Find(Claim("1Gi", c => c.Spec.VolumeMode = asked), Free("a", "1Gi", v => v.Spec.VolumeMode = offered)) == "a").ShouldBe(matches);

    [Theory]
    [InlineData("", "", true)]
    [InlineData("fast", "fast", true)]
    [InlineData("fast", "", false)]
    [InlineData("", "fast", false)]
    public void It_is_of_the_class(string asked, string offered, bool matches) =>
        (Find(Claim("1Gi", c => c.Spec.StorageClassName = asked), Free("a", "1Gi", v => v.Spec.StorageClassName = offered)) == "a").ShouldBe(matches);

    [Fact]
    public void The_older_annotations_of_the_class_count_before_the_fields() => Find(
        Claim("1Gi", c => (c.Spec.StorageClassName, c.Metadata.Annotations) = ("x", new() { ["volume.beta.kubernetes.io/storage-class"] = "fast" })),
        Free("a", "1Gi", v => v.Metadata.Annotations = new() { ["volume.beta.kubernetes.io/storage-class"] = "fast" })).ShouldBe("a");

    [Fact]
    public void A_selector_chooses_among_labels()
    {
        var claim = Claim("1Gi", c => c.Spec.Selector = new LabelSelector { MatchLabels = new() { ["disk"] = "ssd" } });
        Find(claim, Free("a", "1Gi"), Free("b", "2Gi", v => v.Metadata.Labels = new() { ["disk"] = "ssd" })).ShouldBe("b");
        Find(Claim("1Gi", c => c.Spec.Selector = new LabelSelector()), Free("a", "1Gi")).ShouldBe("a");
    }

    [Theory]
    [InlineData("Pending")]
    [InlineData("Released")]
    [InlineData("Failed")]
    public void It_is_available(string phase) => Find(Claim("1Gi"), Free("a", "1Gi", v => v.Status.Phase = phase)).ShouldBeNull();

    [Fact]
    public void It_is_not_being_deleted() => Find(Claim("1Gi"), Free("a", "1Gi", v => v.Metadata.DeletionTimestamp = DateTime.UtcNow)).ShouldBeNull();

    [Fact]
    public void It_has_the_class_of_attributes() => Find(
        Claim("1Gi", c => c.Spec.VolumeAttributesClassName = "gold"),
        Free("a", "1Gi"),
        Free("b", "2Gi", v => v.Spec.VolumeAttributesClassName = "gold")).ShouldBe("b");

    [Fact]
    public void One_that_names_the_claim_comes_before_a_smaller_one_and_whatever_its_class() =>
        Find(Claim("1Gi"), Free("a", "1Gi"), Free("b", "9Gi", v => (v.Spec.ClaimRef, v.Spec.StorageClassName) = (Storage.Reference("ns", "claim"), "other"))).ShouldBe("b");

    [Fact]
    public void One_that_names_the_claim_but_is_too_small_does_not_count() =>
        Find(Claim("5Gi"), Free("a", "5Gi"), Free("b", "1Gi", v => v.Spec.ClaimRef = Storage.Reference("ns", "claim"))).ShouldBe("a");

    [Fact]
    public void One_that_names_an_earlier_claim_of_the_name_does_not_count() => Find(
        Claim("1Gi"),
        Free("b", "1Gi", v => v.Spec.ClaimRef = new() { Namespace = "ns", Name = "claim", Uid = "earlier" })).ShouldBeNull();

    [Fact]
    public void Before_a_node_is_chosen_only_one_that_names_the_claim_counts()
    {
        Find(Claim("1Gi"), delayed: true, reachable: null, Free("a", "1Gi")).ShouldBeNull();
        Find(Claim("1Gi"), delayed: true, reachable: null, Free("a", "1Gi", v => v.Spec.ClaimRef = Storage.Reference("ns", "claim"))).ShouldBe("a");
    }

    [Fact]
    public void With_a_node_in_mind_only_what_it_reaches_counts()
    {
        Find(Claim("1Gi"), delayed: true, v => v.Metadata.Name == "b", Free("a", "1Gi", v => v.Spec.ClaimRef = Storage.Reference("ns", "claim")), Free("b", "1Gi")).ShouldBeNull();
        Find(Claim("1Gi"), delayed: false, v => v.Metadata.Name == "b", Free("a", "1Gi"), Free("b", "2Gi")).ShouldBe("b");
    }

    [Theory]
    [InlineData("2Gi", "", "", "ReadWriteOnce", null, "requested PV is too small")]
    [InlineData("1Gi", "fast", "", "ReadWriteOnce", null, "storageClassName does not match")]
    [InlineData("1Gi", "", "gold", "ReadWriteOnce", null, "volumeAttributesClassName does not match")]
    [InlineData("1Gi", "", "", "ReadWriteOnce", "Block", "incompatible volumeMode")]
    [InlineData("1Gi", "", "", "ReadWriteMany", null, "incompatible accessMode")]
    [InlineData("1Gi", "", "", "ReadWriteOnce", null, null)]
    public void What_does_not_suit_is_said(string size, string storageClass, string attributes, string access, string? mode, string? message)
    {
        var claim = Claim(size, c =>
        {
            c.Spec.StorageClassName = storageClass;
            c.Spec.VolumeAttributesClassName = attributes.Length == 0 ? null : attributes;
            c.Spec.AccessModes = [access];
            c.Spec.VolumeMode = mode;
        });
        VolumeMatching.Mismatch(Free("a", "1Gi").As<PersistentVolume>(), claim).ShouldBe(message);
    }

    /// <summary>Against the definition: of all that satisfy everything, one of the smallest size.</summary>
    [Fact]
    public void Of_any_volumes_it_is_a_smallest_that_satisfies_everything()
    {
        var random = new Random(35);
        string[] classes = ["", "fast"], modes = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany"], phases = ["Available", "Available", "Released"];
        for (var round = 0; round < 2000; round++)
        {
            var volumes = Enumerable.Range(0, random.Next(12)).Select(i => Free($"v{i}", $"{random.Next(1, 6)}Gi", v =>
            {
                v.Spec.StorageClassName = classes[random.Next(2)];
                v.Spec.AccessModes = [.. modes.Where(_ => random.Next(3) > 0)];
                v.Spec.VolumeMode = random.Next(5) == 0 ? "Block" : null;
                v.Status.Phase = phases[random.Next(3)];
                v.Metadata.Labels = random.Next(2) == 0 ? new() { ["a"] = "b" } : null;
            })).ToArray();
            var claim = Claim($"{random.Next(1, 6)}Gi", c =>
            {
                c.Metadata.Uid = $"uid{round}";
                c.Spec.StorageClassName = classes[random.Next(2)];
                c.Spec.AccessModes = [modes[random.Next(3)]];
                c.Spec.Selector = random.Next(3) == 0 ? new LabelSelector { MatchLabels = new() { ["a"] = "b" } } : null;
            });
            var suitable = volumes.Select(e => e.As<PersistentVolume>()).Where(v =>
                v.Status.Phase == "Available" && v.Spec.VolumeMode is null
                && (v.Spec.StorageClassName ?? "") == claim.Spec.StorageClassName
                && claim.Spec.AccessModes!.All(mode => v.Spec.AccessModes?.Contains(mode) == true)
                && (claim.Spec.Selector is null || v.Metadata.Labels is not null)
                && v.Spec.Capacity!["storage"] >= claim.Spec.Resources.Requests!["storage"]).ToList();

            var found = Find(claim, volumes);

            if (suitable.Count == 0)
            {
                found.ShouldBeNull();
            }
            else
            {
                var chosen = suitable.Find(v => v.Metadata.Name == found).ShouldNotBeNull();
                chosen.Spec.Capacity!["storage"].ShouldBe(suitable.Min(v => v.Spec.Capacity!["storage"]));
            }
        }
    }

    [Fact]
    public void Claims_made_at_once_prefer_different_ones_of_equal_size()
    {
        var volumes = Enumerable.Range(0, 50).Select(i => Free($"v{i}", "1Gi")).ToArray();
        Enumerable.Range(0, 50).Select(_ => Find(Claim("1Gi", c => c.Metadata.Uid = Guid.NewGuid().ToString()), volumes)).Distinct().Count().ShouldBeGreaterThan(20);
    }

    private static PersistentVolumeClaim Claim(string size, Action<PersistentVolumeClaim>? also = null) => Storage.Claim("ns", "claim", "", size, c =>
    {
        c.Metadata.Uid = "uid";
        also?.Invoke(c);
    });

    private static ReplicaEntry Free(string name, string size, Action<PersistentVolume>? also = null)
    {
        var volume = Storage.Volume(name, "", size, v =>
        {
            v.Status.Phase = "Available";
            also?.Invoke(v);
        });
        return new ReplicaEntry { Key = VolumeResources.Volumes.Key(null, name), Revision = 1, Json = JsonModel.ToBytes(volume) };
    }

    private static string? Find(PersistentVolumeClaim claim, params ReplicaEntry[] volumes) => Find(claim, delayed: false, reachable: null, volumes);

    private static string? Find(PersistentVolumeClaim claim, bool delayed, Func<PersistentVolume, bool>? reachable, params ReplicaEntry[] volumes) => VolumeMatching.Find(
        claim,
        volumes.Where(v => v.As<PersistentVolume>().Spec.ClaimRef is not null),
        volumes.Where(v => v.As<PersistentVolume>().Spec.ClaimRef is null),
        delayed,
        reachable)?.Key.Name;
}
