using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Storage.V1;

namespace Orchestrator.Grains.Controllers.Volumes.Attachments;

/// <summary>Names of attachments, and of attached volumes in a node's status (<c>pkg/volume/csi</c>).</summary>
internal static class VolumeAttachments
{
    /// <summary>An attachment's name: the same for whoever asks for it, so that asking twice makes one.</summary>
    public static string NameOf(string handle, string driver, string node) =>
        "csi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(handle + driver + node)));

    /// <summary>Whether a name is of that form: others' attachments are others' to end.</summary>
    public static bool IsOurs(string name) => name.Length == 4 + (2 * SHA256.HashSizeInBytes) && name.StartsWith("csi-", StringComparison.Ordinal);

    /// <summary>How a node's status names a volume.</summary>
    public static string UniqueName(CSIPersistentVolumeSource source) => $"kubernetes.io/csi/{source.Driver}^{source.VolumeHandle}";

    /// <summary>The request to attach a volume to a node.</summary>
    public static VolumeAttachment Make(PersistentVolume volume, string node) => new()
    {
        Metadata = new ObjectMeta { Name = NameOf(volume.Spec.Csi!.VolumeHandle, volume.Spec.Csi.Driver, node) },
        Spec = new VolumeAttachmentSpec
        {
            Attacher = volume.Spec.Csi.Driver,
            NodeName = node,
            Source = new VolumeAttachmentSource { PersistentVolumeName = volume.Metadata.Name },
        },
    };

    /// <summary>Whether only one node at a time may have a volume.</summary>
    public static bool IsExclusive(PersistentVolume volume) =>
        volume.Spec.AccessModes is { Count: > 0 } modes && modes.TrueForAll(static mode => mode is "ReadWriteOnce" or "ReadWriteOncePod");
}
