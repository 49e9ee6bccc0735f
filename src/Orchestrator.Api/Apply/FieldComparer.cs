using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>
/// Finds the fields in which two versions of an object differ (structured-merge-diff's <c>Compare</c>), on their compact JSON: parts with equal bytes are passed over,
/// and a part that only one version has is walked alone.
/// </summary>
public static class FieldComparer
{
    /// <summary>Compares two versions. Nobody tracks what the server alone decides: apiVersion, kind, and the identity in the metadata.</summary>
    /// <param name="old">The older version, compact JSON.</param>
    /// <param name="now">The newer version, compact JSON.</param>
    /// <param name="schema">The kind's fields.</param>
    public static FieldComparison Compare(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, TypeSchema schema)
    {
        var changed = FieldSetBuilder.Rent();
        var removed = FieldSetBuilder.Rent();
        CompareFields(old, now, new MergeRule(schema.AsValue(), null), changed, removed, UntrackedFields.Root);
        return new FieldComparison(changed.Build(), removed.Build());
    }

    /// <summary>Compares one item of a list, or adds it where one side (empty) does not have it.</summary>
    internal static void CompareItem(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule rule, string element, FieldSetBuilder changed, FieldSetBuilder removed)
    {
        if (old.IsEmpty)
        {
            Collect(now, rule, element, changed, UntrackedFields.None);
        }
        else if (now.IsEmpty)
        {
            Collect(old, rule, element, removed, UntrackedFields.None);
        }
        else
        {
            CompareValues(old, now, rule, element, changed, removed, UntrackedFields.None);
        }
    }

    /// <summary>Compares two values; the older one may have text behind it.</summary>
    /// <returns>The length of the older value.</returns>
    private static int CompareValues(
        ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule rule, string element, FieldSetBuilder changed, FieldSetBuilder removed, UntrackedFields untracked)
    {
        if (JsonScan.StartsWithValue(old, now))
        {
            return now.Length;
        }

        var shape = ShapeOf(old, now, rule);
        if (shape == MergeShape.Leaf || (JsonScan.IsNothing(old) && JsonScan.IsNothing(now)))
        {
            var length = JsonScan.EndOfValue(old, 0);
            CompareLeaves(old[..length], now, rule, element, changed, removed);
            return length;
        }

        var below = FieldSetBuilder.Rent();
        var gone = FieldSetBuilder.Rent();
        var end = shape is MergeShape.KeyedList or MergeShape.SetList
            ? ListComparer.Compare(old[..JsonScan.EndOfValue(old, 0)], now, rule, below, gone)
            : CompareFields(old, now, rule, below, gone, untracked);
        changed.Add(new FieldSetEntry(element, false, below.Build()));
        removed.Add(new FieldSetEntry(element, false, gone.Build()));
        return end;
    }

    /// <summary>Adds a value that only one version has, with everything in it.</summary>
    private static void Collect(ReadOnlySpan<byte> value, in MergeRule rule, string element, FieldSetBuilder into, UntrackedFields untracked)
    {
        var shape = ShapeOf(value, value, rule);
        var isOwned = untracked != UntrackedFields.Metadata; // "metadata" itself has no owner, only what is in it
        if (shape == MergeShape.Leaf || JsonScan.IsNothing(value))
        {
            if (isOwned)
            {
                into.AddMember(element);
            }

            return;
        }

        var below = FieldSetBuilder.Rent();
        if (shape is MergeShape.KeyedList or MergeShape.SetList)
        {
            ListComparer.Compare("[]"u8, value, rule, below, below);
        }
        else
        {
            CompareFields("{}"u8, value, rule, below, below, untracked);
        }

        into.Add(new FieldSetEntry(element, isOwned, below.Build()));
    }

    // Where there is no schema, a value may have turned from a map to something else: then the entries go or come, and the value itself is another one.
    private static void CompareLeaves(
        ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule rule, string element, FieldSetBuilder changed, FieldSetBuilder removed)
    {
        if (JsonSame.Same(old, now))
        {
            return;
        }

        changed.AddMember(element);
        if (rule.IsDeduced && old[0] == '{')
        {
            var gone = FieldSetBuilder.Rent();
            CompareFields(old, "{}"u8, rule, gone, gone, UntrackedFields.None);
            removed.Add(new FieldSetEntry(element, false, gone.Build()));
        }
        else if (rule.IsDeduced && now[0] == '{')
        {
            var below = FieldSetBuilder.Rent();
            CompareFields("{}"u8, now, rule, below, below, UntrackedFields.None);
            changed.Add(new FieldSetEntry(element, false, below.Build()));
        }
    }

    /// <summary>Goes through both objects at once for as long as they have the same fields in the same order, as two versions mostly do.</summary>
    private static int CompareFields(
        ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule rule, FieldSetBuilder changed, FieldSetBuilder removed, UntrackedFields untracked)
    {
        var fields = new FieldCursor(rule);
        var before = new JsonMembers(old);
        var after = new JsonMembers(now);
        while (after.Next())
        {
            if (!before.NextIs(after.NameToken))
            {
                return CompareRest(before, ref after, ref fields, changed, removed, untracked);
            }

            if (untracked.Has(after.Name))
            {
                before.Skip();
                continue;
            }

            if (JsonScan.StartsWithValue(before.Rest, after.Value))
            {
                before.Skip(after.Value.Length);
                continue;
            }

            var element = fields.Find(after.Name, out var child);
            before.Skip(CompareValues(before.Rest, after.Value, child, element, changed, removed, untracked.Below(after.Name)));
        }

        while (before.Next())
        {
            CollectField(before.Name, before.Value, ref fields, removed, untracked);
        }

        return before.End;
    }

    /// <summary>Compares what is left of two objects by name; <paramref name="after"/> stands on its next field.</summary>
    private static int CompareRest(
        JsonMembers before, scoped ref JsonMembers after, scoped ref FieldCursor fields, FieldSetBuilder changed, FieldSetBuilder removed, UntrackedFields untracked)
    {
        var rest = new MemberIndex(before, stackalloc JsonMember[MemberIndex.Few]);
        do
        {
            var name = after.Name;
            var previous = rest.Take(name);
            if (previous.IsEmpty)
            {
                CollectField(name, after.Value, ref fields, changed, untracked);
            }
            else if (!untracked.Has(name) && !previous.SequenceEqual(after.Value))
            {
                var element = fields.Find(name, out var child);
                CompareValues(previous, after.Value, child, element, changed, removed, untracked.Below(name));
            }
        }
        while (after.Next());

        foreach (var member in rest.Members)
        {
            if (member.ValueLength > 0)
            {
                CollectField(member.Name(before.Json), member.Value(before.Json), ref fields, removed, untracked);
            }
        }

        return rest.End;
    }

    private static void CollectField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, scoped ref FieldCursor fields, FieldSetBuilder into, UntrackedFields untracked)
    {
        if (!untracked.Has(name))
        {
            var element = fields.Find(name, out var rule);
            Collect(value, rule, element, into, untracked.Below(name));
        }
    }

    private static MergeShape ShapeOf(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule rule)
    {
        var isObject = (old[0] == '{' || old[0] == 'n') && (now[0] == '{' || now[0] == 'n') && (old[0] == '{' || now[0] == '{');
        return rule.ShapeOf(isObject, isArray: false);
    }
}
