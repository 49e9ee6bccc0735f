using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Ownership;

/// <summary>
/// A write that changes nothing but the times of managed fields changes nothing: the kind's rules took back what it wanted
/// (a real server's <c>IgnoreManagedFieldsTimestampsTransformer</c>).
/// </summary>
internal static class UnchangedFields
{
    private const int TimeLength = 28;

    /// <summary>Whether the object would be the present one with the present times; it then has them.</summary>
    public static bool KeepTimes(WriteContext context, IKubeObject value, ReadOnlySpan<byte> now)
    {
        var current = context.Current!;
        if (!DiffersInTime(current.Utf8.Span, now) || !SameButTimes(value.Metadata.ManagedFields, current.Typed.Metadata.ManagedFields))
        {
            return false;
        }

        value.Metadata.ManagedFields = current.Typed.Metadata.ManagedFields;
        return true;
    }

    // Cheap and mostly enough: where nothing else differs, the first difference is in a time.
    private static bool DiffersInTime(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        var at = old.CommonPrefixLength(now);
        return at >= TimeLength && at < now.Length && now[(at - TimeLength)..at].IndexOf("\"time\":\""u8) >= 0;
    }

    private static bool SameButTimes(List<ManagedFieldsEntry>? now, List<ManagedFieldsEntry>? old)
    {
        if (now is null || old is null || now.Count != old.Count)
        {
            return false;
        }

        for (var i = 0; i < now.Count; i++)
        {
            var same = old.Find(entry => entry.Manager == now[i].Manager && entry.Operation == now[i].Operation && entry.ApiVersion == now[i].ApiVersion
                && entry.Subresource == now[i].Subresource);
            if (same is null || same.FieldsV1 != now[i].FieldsV1)
            {
                return false;
            }
        }

        return true;
    }
}
