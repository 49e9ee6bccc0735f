using System.Text.Json.Nodes;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Apply;

/// <summary>Server-side apply: an applier says what it wants of an object; the server merges it in and keeps whose it is.</summary>
public static class ServerSideApply
{
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>Applies a configuration.</summary>
    /// <param name="writer">Who applies.</param>
    /// <param name="before">The object as it is, compact JSON; a new object's is empty.</param>
    /// <param name="managed">Its managed fields.</param>
    /// <param name="empty">An empty object of the kind as it encodes, to tell what is set; null for a new object.</param>
    /// <param name="applied">The configuration.</param>
    /// <param name="force">Whether to take over what others own.</param>
    /// <exception cref="ApplyException">The configuration does not keep to the schema.</exception>
    /// <exception cref="FieldConflictException">Others own fields that it would change.</exception>
    public static ApplyOutcome Apply(
        in FieldWriter writer, ReadOnlySpan<byte> before, List<ManagedFieldsEntry>? managed, byte[]? empty, JsonObject applied, bool force)
    {
        if (ApplyProblems.Find(applied, writer.Schema) is { } problem)
        {
            throw new ApplyException(problem);
        }

        var live = (JsonObject)JsonNode.Parse(before)!;
        (live["metadata"] as JsonObject)?.Remove("managedFields");
        var entries = ManagedEntries.TryRead(managed) ?? new ManagedEntries();
        if (entries.All.Count == 0 && empty is not null)
        {
            FieldOwnership.Update(entries, writer with { Manager = BeforeFirstApply }, FieldComparer.Compare(empty, before, writer.Schema));
        }

        var set = FieldSetExtractor.Of(applied, writer.Schema).RecursiveDifference(writer.Ignored);
        var mine = writer.Entry(ManagedEntry.Apply, set.Difference(UntrackedFieldNames.All));
        var self = entries.IndexOf(mine);
        var merged = TreeMerge.Merge(live, applied, writer.Schema);
        if (self >= 0)
        {
            merged = Pruning.Prune(merged, entries.All[self].Set, set, Others(entries, self), writer.Schema);
        }

        var comparison = FieldComparer.Compare(before, CompactJson.Of(merged), writer.Schema).Without(writer.Ignored);
        Settle(entries, self, comparison, live, writer, force);
        Put(entries, mine, comparison);
        LastApplied.Renew(writer.Manager, merged, applied);
        return new ApplyOutcome(merged, entries.ToModel());
    }

    /// <summary>Takes what changes from the others, or refuses to.</summary>
    private static void Settle(ManagedEntries entries, int self, FieldComparison comparison, JsonObject live, in FieldWriter writer, bool force)
    {
        if (!force && Conflicts(entries, self, comparison, live, writer) is { Count: > 0 } conflicts)
        {
            throw new FieldConflictException(conflicts);
        }

        entries.Take(comparison.Changed, self);
        entries.Take(comparison.Removed, self);
    }

    private static List<FieldConflict> Conflicts(ManagedEntries entries, int self, FieldComparison comparison, JsonObject live, in FieldWriter writer)
    {
        var conflicts = new List<FieldConflict>();
        FieldSet? allowed = null;
        for (var i = 0; i < entries.All.Count; i++)
        {
            var entry = entries.All[i];
            if (i != self && entry.Set.Overlaps(comparison.Changed))
            {
                allowed ??= LastApplied.AllowedConflicts(writer, live);
                var fields = entry.Set.Intersection(comparison.Changed).Difference(allowed);
                conflicts.AddRange(fields.Paths().Select(path => new FieldConflict(entry.Describe(), path)));
            }
        }

        return conflicts;
    }

    private static void Put(ManagedEntries entries, ManagedEntry mine, FieldComparison comparison)
    {
        var self = entries.IndexOf(mine);
        if (self < 0)
        {
            entries.All.Add(mine);
            return;
        }

        // An apply that changes nothing is no news: it keeps its time.
        var known = entries.All[self];
        var isSame = comparison.IsEmpty && known.ApiVersion == mine.ApiVersion && known.Set.Equals(mine.Set);
        entries.All[self] = isSame ? known : known.Set.Equals(mine.Set) && known.ApiVersion == mine.ApiVersion ? known.At(mine.Time) : mine;
    }

    private static FieldSet Others(ManagedEntries entries, int self)
    {
        var others = FieldSet.Empty;
        for (var i = 0; i < entries.All.Count; i++)
        {
            others = i == self ? others : others.Union(entries.All[i].Set);
        }

        return others;
    }
}
