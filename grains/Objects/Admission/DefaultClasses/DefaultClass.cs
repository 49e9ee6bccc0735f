using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.DefaultClasses;

/// <summary>Finds the class that an annotation marks as the default.</summary>
internal static class DefaultClass
{
    /// <summary>The newest class with the annotation, by name where two are equally old; null when there is none.</summary>
    public static string? Find(IReplica replica, GroupResource classes, params ReadOnlySpan<string> annotations)
    {
        ReplicaEntry? newest = null;
        foreach (var entry in replica.List(classes))
        {
            // The list is ordered by name, so only a newer one takes the place of the one before it.
            if (IsMarked(entry, annotations) && (newest is null || entry.Metadata.CreationTimestamp > newest.Metadata.CreationTimestamp))
            {
                newest = entry;
            }
        }

        return newest?.Key.Name;
    }

    private static bool IsMarked(ReplicaEntry entry, ReadOnlySpan<string> annotations)
    {
        foreach (var annotation in annotations)
        {
            if (entry.Annotations.TryGetValue(annotation, out var value) && value == "true")
            {
                return true;
            }
        }

        return false;
    }
}
