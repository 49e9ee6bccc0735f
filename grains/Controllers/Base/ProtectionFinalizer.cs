using System.Globalization;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>Puts a finalizer on an object or takes it off.</summary>
internal static class ProtectionFinalizer
{
    /// <summary>
    /// The patch that brings the finalizer to where it belongs: on every object that lives, and on one that is being deleted as long as it is used.
    /// Null when it is so already. It names the version that it judged by, so what happens meanwhile makes it fail and be tried again.
    /// </summary>
    public static byte[]? Patch(ReplicaEntry entry, string finalizer, Func<bool> isUsed)
    {
        var present = entry.Metadata.Finalizers.Contains(finalizer);
        var wanted = entry.DeletionTimestamp is null || (present && isUsed());
        if (wanted == present)
        {
            return null;
        }

        var finalizers = entry.Metadata.Finalizers.Where(other => other != finalizer);
        return MergePatch.Metadata(writer =>
        {
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartArray("finalizers"u8);
            foreach (var name in wanted ? finalizers.Append(finalizer) : finalizers)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        });
    }
}
