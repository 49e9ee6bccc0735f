using System.Globalization;
using System.Text.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Metadata;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>References from controlled objects to their controllers.</summary>
internal static class ControllerRefs
{
    /// <summary>A reference that makes the owner the managing controller, and holds it up in foreground deletion.</summary>
    public static OwnerReference To(IKubeObject owner) => new()
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name ?? "",
        Uid = owner.Metadata.Uid ?? "",
        Controller = true,
        BlockOwnerDeletion = true,
    };

    /// <summary>The reference of an object to its managing controller, or null.</summary>
    public static OwnerReference? Of(ObjectMeta metadata) => metadata.OwnerReferences?.Find(static owner => owner.Controller == true);

    /// <summary>A merge patch that makes the owner the entry's controller.</summary>
    public static byte[] AdoptPatch(ReplicaEntry entry, IKubeObject owner)
    {
        var reference = To(owner);
        return Patch(entry, [.. entry.OwnerReferences, new EntryOwner(reference.ApiVersion, reference.Kind, reference.Name, reference.Uid, true, true)]);
    }

    /// <summary>A merge patch that takes away the references to one owner.</summary>
    public static byte[] ReleasePatch(ReplicaEntry entry, string ownerUid) => Patch(entry, entry.OwnerReferences.Where(owner => owner.Uid != ownerUid));

    /// <summary>
    /// A merge patch that replaces the references, if nothing has changed the object since: it carries uid and resourceVersion, so that another object of the
    /// same name is never taken and a reference added meanwhile is never lost.
    /// </summary>
    public static byte[] Patch(ReplicaEntry entry, IEnumerable<EntryOwner> owners) =>
        MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            Write(writer, owners);
        });

    /// <summary>Writes the field <c>ownerReferences</c> of a patch of metadata.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<EntryOwner> owners)
    {
        writer.WriteStartArray("ownerReferences"u8);
        foreach (var owner in owners)
        {
            Write(writer, owner);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, EntryOwner owner) =>
        new OwnerReference
        {
            ApiVersion = owner.ApiVersion,
            Kind = owner.Kind,
            Name = owner.Name,
            Uid = owner.Uid,
            Controller = owner.Controller ? true : null,
            BlockOwnerDeletion = owner.BlockOwnerDeletion ? true : null,
        }.Write(writer);
}
