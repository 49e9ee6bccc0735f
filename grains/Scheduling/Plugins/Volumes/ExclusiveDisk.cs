using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>Disks named in pods' specs that two pods of one node cannot both have, most of them unless both only read (<c>isVolumeConflict</c>).</summary>
internal static class ExclusiveDisk
{
    /// <summary>Whether a volume is such a disk.</summary>
    public static bool Is(Volume volume) => volume is { GcePersistentDisk: not null } or { AwsElasticBlockStore: not null } or { Iscsi: not null } or { Rbd: not null };

    /// <summary>Whether two volumes are one disk, and cannot be mounted together.</summary>
    public static bool Conflict(Volume left, Volume right) => (left, right) switch
    {
        ({ GcePersistentDisk: { } a }, { GcePersistentDisk: { } b }) => a.PdName == b.PdName && !Both(a.ReadOnly, b.ReadOnly),
        ({ AwsElasticBlockStore: { } a }, { AwsElasticBlockStore: { } b }) => a.VolumeID == b.VolumeID,
        ({ Iscsi: { } a }, { Iscsi: { } b }) => a.Iqn == b.Iqn && !Both(a.ReadOnly, b.ReadOnly),
        ({ Rbd: { } a }, { Rbd: { } b }) => a.Pool == b.Pool && a.Image == b.Image && a.Monitors.Exists(b.Monitors.Contains) && !Both(a.ReadOnly, b.ReadOnly),
        _ => false,
    };

    private static bool Both(bool? a, bool? b) => a == true && b == true;
}
