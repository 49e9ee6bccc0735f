using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Apply;

/// <summary>Keeps <c>metadata.managedFields</c> in all writes but applies: who changes a field owns it from then on, and nobody else does.</summary>
public static class FieldOwnership
{
    /// <summary>The managed fields after a write.</summary>
    /// <param name="writer">Who writes.</param>
    /// <param name="managed">The managed fields before.</param>
    /// <param name="old">The object before, compact JSON.</param>
    /// <param name="now">The object after, compact JSON.</param>
    /// <returns>The same list when nobody's fields have changed.</returns>
    public static List<ManagedFieldsEntry>? Update(in FieldWriter writer, List<ManagedFieldsEntry>? managed, ReadOnlySpan<byte> old, ReadOnlySpan<byte> now)
    {
        var comparison = FieldComparer.Compare(old, now, writer.Schema).Without(writer.Ignored);
        if (comparison.IsEmpty)
        {
            return managed;
        }

        var entries = ManagedEntries.TryRead(managed) ?? new ManagedEntries();
        Update(entries, writer, comparison);
        UpdateManagersCap.Keep(entries);
        return entries.ToModel();
    }

    /// <summary>Whether every entry is one: a known operation, a version, and a set of fields.</summary>
    public static bool IsValid(IReadOnlyList<ManagedFieldsEntry> managed) => ManagedEntries.TryRead(managed) is not null;

    internal static void Update(ManagedEntries entries, in FieldWriter writer, FieldComparison comparison)
    {
        var writing = writer.Entry(ManagedEntry.Update, comparison.Changed);
        var self = entries.IndexOf(writing);
        entries.Take(comparison.Changed, self);
        entries.Take(comparison.Removed, except: -1);
        if (comparison.Changed.IsEmpty)
        {
            return;
        }

        if (self < 0)
        {
            entries.All.Add(writing);
        }
        else
        {
            var mine = entries.All[self];
            entries.All[self] = (mine.Set.Contains(comparison.Changed) ? mine : mine.With(mine.Set.Union(comparison.Changed))).At(writer.Now);
        }
    }
}
