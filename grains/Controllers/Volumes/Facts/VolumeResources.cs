using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Volumes.Facts;

/// <summary>The resources of storage.</summary>
internal static class VolumeResources
{
    public static GroupResource Claims { get; } = new("", "persistentvolumeclaims");

    public static GroupResource Volumes { get; } = new("", "persistentvolumes");

    public static GroupResource Classes { get; } = new("storage.k8s.io", "storageclasses");

    public static GroupResource Attachments { get; } = new("storage.k8s.io", "volumeattachments");

    public static GroupResource Drivers { get; } = new("storage.k8s.io", "csidrivers");

    public static GroupResource NodeDrivers { get; } = new("storage.k8s.io", "csinodes");

    public static GroupResource Capacities { get; } = new("storage.k8s.io", "csistoragecapacities");
}
