using Orchestrator.Api.Agents;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Tests.ControlPlane;
using ObjectReference = Orchestrator.Api.Models.Core.V1.ObjectReference;

namespace Orchestrator.Grains.Tests.Controllers.Volumes;

/// <summary>Claims, volumes and classes for tests.</summary>
internal static class Storage
{
    public static PersistentVolumeClaim Claim(string ns, string name, string? storageClass = "", string size = "1Gi", Action<PersistentVolumeClaim>? also = null)
    {
        var claim = new PersistentVolumeClaim
        {
            Metadata = new ObjectMeta { Name = name, Namespace = ns },
            Spec = new PersistentVolumeClaimSpec
            {
                AccessModes = ["ReadWriteOnce"],
                StorageClassName = storageClass,
                Resources = new VolumeResourceRequirements { Requests = new() { ["storage"] = Quantity.Parse(size) } },
            },
        };
        also?.Invoke(claim);
        return claim;
    }

    public static PersistentVolume Volume(string name, string storageClass = "", string size = "1Gi", Action<PersistentVolume>? also = null)
    {
        var volume = new PersistentVolume
        {
            Metadata = new ObjectMeta { Name = name },
            Spec = new PersistentVolumeSpec
            {
                Capacity = new() { ["storage"] = Quantity.Parse(size) },
                AccessModes = ["ReadWriteOnce"],
                StorageClassName = storageClass.Length == 0 ? null : storageClass,
                PersistentVolumeReclaimPolicy = "Retain",
                HostPath = new HostPathVolumeSource { Path = "/data/" + name },
            },
        };
        also?.Invoke(volume);
        return volume;
    }

    public static StorageClass Class(string name, string provisioner, string mode = "Immediate", Action<StorageClass>? also = null)
    {
        var storageClass = new StorageClass { Metadata = new ObjectMeta { Name = name }, Provisioner = provisioner, ReclaimPolicy = "Delete", VolumeBindingMode = mode };
        also?.Invoke(storageClass);
        return storageClass;
    }

    public static StorageClass LocalPath(string name) => Class(name, LocalVolumes.Provisioner, "WaitForFirstConsumer", c => c.AllowVolumeExpansion = true);

    public static ObjectReference Reference(string ns, string name) => new() { Kind = "PersistentVolumeClaim", ApiVersion = "v1", Namespace = ns, Name = name };

    public static ObjectKey ClaimKey(string ns, string name) => VolumeResources.Claims.Key(ns, name);

    public static ObjectKey VolumeKey(string name) => VolumeResources.Volumes.Key(null, name);

    public static PersistentVolumeClaim? Claim(this ControlPlaneFixture plane, string ns, string name) => plane.Replica.Get(ClaimKey(ns, name))?.As<PersistentVolumeClaim>();

    public static PersistentVolume? Volume(this ControlPlaneFixture plane, string name) => plane.Replica.Get(VolumeKey(name))?.As<PersistentVolume>();

    public static Task AddAsync(this ControlPlaneFixture plane, params IKubeObject[] objects) =>
        Task.WhenAll(objects.Select(value => plane.Client.CreateAsync(value, CancellationToken.None)));

    public static Task DeleteAsync(this ControlPlaneFixture plane, ObjectKey key) => plane.Client.DeleteAsync(key, WriteOptions.None, CancellationToken.None);

    public static Task PhaseAsync(this ControlPlaneFixture plane, string volume, string phase) =>
        plane.UntilAsync(() => plane.Volume(volume)?.Status.Phase == phase, $"{volume} {phase}");

    /// <summary>Waits until a claim and a volume are bound to each other in every respect.</summary>
    public static Task BoundAsync(this ControlPlaneFixture plane, string ns, string claim, string volume) => plane.UntilAsync(
        () => plane.Claim(ns, claim) is { Status.Phase: "Bound" } c
            && c.Spec.VolumeName == volume
            && c.Metadata.Annotations?.GetValueOrDefault("pv.kubernetes.io/bind-completed") == "yes"
            && plane.Volume(volume) is { Status.Phase: "Bound" } v
            && v.Spec.ClaimRef?.Uid == c.Metadata.Uid,
        $"{claim} bound to {volume}");

    /// <summary>Waits for an event about an object of that name.</summary>
    public static async Task<Event> EventAsync(this ControlPlaneFixture plane, string ns, string about, string reason, string? message = null)
    {
        Event? found = null;
        await plane.UntilAsync(
            () => (found = plane.All<Event>(KnownResources.Events, ns).Find(e => e.InvolvedObject.Name == about && e.Reason == reason && (message is null || e.Message == message))) is not null,
            $"event {reason} about {about}; there are {string.Join("; ", plane.All<Event>(KnownResources.Events, ns).Select(e => $"{e.InvolvedObject.Name} {e.Reason} {e.Message}"))}");
        return found!;
    }
}
