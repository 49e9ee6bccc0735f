using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Agent.Checkpoints;
using Orchestrator.Agent.Connection;
using Orchestrator.Agent.Nodes;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Tests.Volumes;

/// <summary>From a pod's claim to a directory, and the end of the directory.</summary>
public sealed class PersistentVolumesTests : IDisposable
{
    private const string Uid = "pod-uid";
    private readonly string _data = Directory.CreateTempSubdirectory("orchestrator-volumes").FullName;
    private readonly TestConfigSource _config = new();
    private readonly PodDirectories _directories;
    private readonly VolumeDirectories _local;
    private readonly PersistentVolumes _volumes;

    public PersistentVolumesTests()
    {
        _directories = new PodDirectories(_data);
        _local = new VolumeDirectories(VolumeDirectories.RootIn(_data));
        _volumes = new PersistentVolumes(_directories, _local, _config);
    }

    private string Root => Path.Combine(_data, "volumes");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_claims_directory_is_made_once_and_writable_to_any_user()
    {
        Bind("data", Local(Path.Combine(Root, "pvc-1")));

        var prepared = await PrepareAsync(Claim("data"));

        prepared.ShouldBe(new PreparedVolume(Path.Combine(Root, "pvc-1"), null));
        File.GetUnixFileMode(prepared.HostPath!).ShouldBe((UnixFileMode)0b111_111_111);
    }

    [Fact]
    public async Task A_pod_goes_on_without_the_control_plane()
    {
        Bind("data", Local(Path.Combine(Root, "pvc-1")));
        var before = await PrepareAsync(Claim("data"));
        _config.IsAway = true;

        (await PrepareAsync(Claim("data"))).ShouldBe(before);
        await Should.ThrowAsync<IOException>(() => PrepareAsync(new Volume { Name = "other", PersistentVolumeClaim = new() { ClaimName = "other" } }));
    }

    [Fact]
    public async Task The_end_of_a_pod_leaves_its_volumes_as_they_are()
    {
        Bind("data", Local(Path.Combine(Root, "pvc-1")));
        var prepared = await PrepareAsync(Claim("data"));
        await File.WriteAllTextAsync(Path.Combine(prepared.HostPath!, "kept"), "kept");

        _directories.Remove(Uid);

        (await File.ReadAllTextAsync(Path.Combine(Root, "pvc-1", "kept"))).ShouldBe("kept");
    }

    [Fact]
    public async Task A_claim_may_be_read_only_for_a_pod()
    {
        Bind("data", Local(Path.Combine(Root, "pvc-1")));
        var volume = Claim("data");
        volume.PersistentVolumeClaim!.ReadOnly = true;
        (await PrepareAsync(volume)).ReadOnly.ShouldBeTrue();
    }

    [Fact]
    public async Task A_local_volume_of_somebody_else_must_be_there()
    {
        Bind("data", Local(Path.Combine(_data, "elsewhere")));
        (await Should.ThrowAsync<VolumeException>(() => PrepareAsync(Claim("data")))).Message.ShouldBe($"path \"{_data}/elsewhere\" does not exist");
        Directory.CreateDirectory(Path.Combine(_data, "elsewhere"));
        (await PrepareAsync(Claim("data"))).HostPath.ShouldBe(Path.Combine(_data, "elsewhere"));
    }

    [Fact]
    public async Task A_host_path_of_a_volume_is_treated_as_one_of_a_pod()
    {
        Bind("data", new() { HostPath = new() { Path = Path.Combine(_data, "host"), Type = "DirectoryOrCreate" } });
        Directory.Exists((await PrepareAsync(Claim("data"))).HostPath).ShouldBeTrue();
    }

    [Theory]
    [InlineData("missing", "error processing PVC default/missing: failed to fetch PVC from API server: persistentvolumeclaims \"missing\" not found")]
    [InlineData("pending", "error processing PVC default/pending: PVC is not bound")]
    [InlineData("leaving", "error processing PVC default/leaving: PVC is being deleted")]
    [InlineData("block", "error processing PVC default/block: raw block volumes are not supported")]
    [InlineData("stolen", "found PV object pv-stolen with unexpected claimRef uid, expecting stolen-uid")]
    [InlineData("csi", "no volume plugin matched")]
    public async Task What_is_wrong_with_a_claim_is_said(string name, string message)
    {
        foreach (var claim in (string[])["pending", "leaving", "block", "stolen", "csi"])
        {
            Bind(claim, claim == "csi" ? new() { Csi = new() { Driver = "d", VolumeHandle = "h" } } : Local(Path.Combine(Root, claim)));
        }

        _config.Claims["pending"].Status.Phase = "Pending";
        _config.Claims["leaving"].Metadata.DeletionTimestamp = DateTime.UtcNow;
        _config.Claims["block"].Spec.VolumeMode = "Block";
        _config.Volumes["pv-stolen"].Spec.ClaimRef!.Uid = "other";

        (await Should.ThrowAsync<VolumeException>(() => PrepareAsync(Claim(name)))).Message.ShouldBe(message);
    }

    [Fact]
    public async Task An_ephemeral_volumes_claim_must_be_the_pods_own()
    {
        Bind("pod-scratch", Local(Path.Combine(Root, "pvc-1")));
        var volume = new Volume { Name = "scratch", Ephemeral = new() };
        (await Should.ThrowAsync<VolumeException>(() => PrepareAsync(volume))).Message.ShouldEndWith("PVC default/pod-scratch was not created for pod default/pod (pod is not owner)");

        _config.Claims["pod-scratch"].Metadata.OwnerReferences = [new() { Controller = true, Uid = Uid, Kind = "Pod", Name = "pod", ApiVersion = "v1" }];
        (await PrepareAsync(volume)).HostPath.ShouldBe(Path.Combine(Root, "pvc-1"));
    }

    [Theory]
    [InlineData("pvc-1", true)]
    [InlineData("pvc-1/inside", false)]
    [InlineData("../pods", false)]
    [InlineData("..", false)]
    [InlineData(".", false)]
    [InlineData("", false)]
    public void Only_what_lies_directly_in_the_place_is_a_volume(string name, bool isVolume) => _local.Has(Root + "/" + name).ShouldBe(isVolume);

    [Fact]
    public async Task A_directory_is_removed_with_everything_in_it_and_that_is_told()
    {
        Bind("data", Local(Path.Combine(Root, "pvc-1")));
        var path = (await PrepareAsync(Claim("data"))).HostPath!;
        Directory.CreateDirectory(Path.Combine(path, "a", "b"));
        await File.WriteAllTextAsync(Path.Combine(path, "a", "b", "c"), "c");
        var outbox = new Outbox(TimeProvider.System);
        var node = new NodeAgent("n1", outbox, NullLogger.Instance, keepStatuses: false);
        using var removal = new VolumeRemoval(_local, node, TimeProvider.System, NullLogger.Instance);

        removal.Start(_config.Volumes["pv-data"]);

        var frame = await NextAsync(outbox);
        (frame.Type, frame.Node, frame.Name, frame.Uid).ShouldBe((AgentFrameType.VolumeRemoved, "n1", "pv-data", "pv-data-uid"));
        Directory.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_not_this_agents_is_not_removed_and_that_is_told()
    {
        Directory.CreateDirectory(Path.Combine(_data, "precious"));
        Bind("data", Local(Path.Combine(_data, "precious")));
        var outbox = new Outbox(TimeProvider.System);
        using var removal = new VolumeRemoval(_local, new NodeAgent("n1", outbox, NullLogger.Instance, keepStatuses: false), TimeProvider.System, NullLogger.Instance);

        removal.Start(_config.Volumes["pv-data"]);

        var frame = await NextAsync(outbox);
        frame.Type.ShouldBe(AgentFrameType.Event);
        Api.Json.JsonModel.Read<Event>(frame.Object).Reason.ShouldBe("VolumeFailedDelete");
        Directory.Exists(Path.Combine(_data, "precious")).ShouldBeTrue();
    }

    private static async Task<AgentFrame> NextAsync(Outbox outbox)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (outbox.TryTake(out var changed, out _) is { } frame)
            {
                return frame;
            }

            await changed.WaitAsync(patience.Token);
        }
    }

    private Task<PreparedVolume> PrepareAsync(Volume volume) =>
        _volumes.PrepareAsync(new Pod { Metadata = new() { Name = "pod", Namespace = "default", Uid = Uid } }, volume, CancellationToken.None);

    private static Volume Claim(string name) => new() { Name = name, PersistentVolumeClaim = new() { ClaimName = name } };

    private static PersistentVolumeSpec Local(string path) => new() { Local = new() { Path = path } };

    private void Bind(string claim, PersistentVolumeSpec spec)
    {
        spec.ClaimRef = new() { Namespace = "default", Name = claim, Uid = claim + "-uid" };
        _config.Volumes["pv-" + claim] = new() { Metadata = new() { Name = "pv-" + claim, Uid = $"pv-{claim}-uid" }, Spec = spec };
        _config.Claims[claim] = new()
        {
            Metadata = new() { Name = claim, Namespace = "default", Uid = claim + "-uid" },
            Spec = new() { VolumeName = "pv-" + claim },
            Status = new() { Phase = "Bound" },
        };
    }
}
