using System.Runtime.CompilerServices;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Ownership;

/// <summary>
/// Keeps <c>metadata.managedFields</c> on the way of a write: after defaulting and before admission, as a real server does, so that nobody owns what
/// admission or the server adds.
/// </summary>
internal static class FieldTracking
{
    private static readonly ConditionalWeakTable<KindDescriptor, byte[]> EmptyObjects = [];

    /// <summary>Who writes.</summary>
    public static FieldWriter WriterOf(WriteContext context, KindDescriptor kind) => new(
        ManagerName.Of(context.Request), kind.ApiVersion, context.TrackedAs, ResetFields.Of(kind, context.TrackedAs), kind.Schema, context.Now);

    /// <summary>An object of the kind with nothing set, as it encodes.</summary>
    public static byte[] EmptyObject(KindDescriptor kind) => EmptyObjects.GetValue(kind, static kind =>
    {
        using var buffer = new PooledBufferWriter();
        kind.Encode(kind.Decode("{}"u8.ToArray()), buffer);
        return buffer.WrittenSpan.ToArray();
    });

    /// <summary>A new object: its writer owns everything that it sets.</summary>
    public static void Created(WriteContext context, IKubeObject value)
    {
        if (!context.FieldsTracked)
        {
            var sent = value.Metadata.ManagedFields;
            Track(context, value, IsUsable(sent) ? sent : null, EmptyObject(context.Kind));
        }
    }

    /// <summary>A changed object: its writer owns what it changes. An object that nobody has tracked so far stays so, until somebody applies.</summary>
    public static void Changed(WriteContext context, IKubeObject value, IKubeObject old)
    {
        if (context.FieldsTracked)
        {
            return;
        }

        var known = old.Metadata.ManagedFields;
        var sent = value.Metadata.ManagedFields;
        value.Metadata.ManagedFields = null;
        var managed = context.TrackedAs.Length > 0 || AreSame(sent, known) ? known
            : IsReset(sent) ? null
            : IsUsable(sent) ? sent
            : known;
        if (managed is { Count: > 0 })
        {
            Track(context, value, managed, context.Current!.Utf8.Span);
        }
    }

    private static void Track(WriteContext context, IKubeObject value, List<ManagedFieldsEntry>? managed, ReadOnlySpan<byte> old)
    {
        value.Metadata.ManagedFields = null;
        using var buffer = new PooledBufferWriter();
        context.Kind.Encode(value, buffer);
        var tracked = FieldOwnership.Update(WriterOf(context, context.Kind), managed, old, buffer.WrittenSpan);
        value.Metadata.ManagedFields = tracked;
        context.FieldsTracked = true;
    }

    /// <summary>An empty list, or one empty entry, says that tracking is to begin anew.</summary>
    private static bool IsReset(List<ManagedFieldsEntry>? sent) => sent is { Count: 0 }
        || (sent is [{ Manager: null, Operation: null, ApiVersion: null, Time: null, FieldsType: null, Subresource: null } only] && only.FieldsV1.IsEmpty);

    private static bool IsUsable(List<ManagedFieldsEntry>? sent) => sent is { Count: > 0 } && FieldOwnership.IsValid(sent);

    private static bool AreSame(List<ManagedFieldsEntry>? sent, List<ManagedFieldsEntry>? known)
    {
        if (sent is null || known is null || sent.Count != known.Count)
        {
            return sent is null && known is null;
        }

        for (var i = 0; i < sent.Count; i++)
        {
            if (sent[i].Manager != known[i].Manager || sent[i].Operation != known[i].Operation || sent[i].ApiVersion != known[i].ApiVersion
                || sent[i].Time != known[i].Time || sent[i].Subresource != known[i].Subresource || sent[i].FieldsV1 != known[i].FieldsV1)
            {
                return false;
            }
        }

        return true;
    }
}
