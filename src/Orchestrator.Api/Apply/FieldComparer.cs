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
        var changed = new FieldSetBuilder();
        var removed = new FieldSetBuilder();
        CompareFields(old, now, new MergeRule(schema.AsValue(), null), changed, removed, UntrackedFields.Root);
        return new FieldComparison(changed.Build(), removed.Build());
    }

    private static void CompareValues(
        ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, MergeRule rule, string element, FieldSetBuilder changed, FieldSetBuilder removed, UntrackedFields untracked)
    {
        if (old.SequenceEqual(now))
        {
            return;
        }

        var shape = ShapeOf(old, now, rule);
        if (shape == MergeShape.Leaf || (IsNothing(old) && IsNothing(now)))
        {
            CompareLeaves(old, now, rule, element, changed, removed);
            return;
        }

        var below = new FieldSetBuilder();
        var gone = new FieldSetBuilder();
        if (shape is MergeShape.KeyedList or MergeShape.SetList)
        {
            ListComparer.Compare(old, now, rule, below, gone);
        }
        else
        {
            CompareFields(old, now, rule, below, gone, untracked);
        }

        changed.Add(new FieldSetEntry(element, false, below.Build()));
        removed.Add(new FieldSetEntry(element, false, gone.Build()));
    }

    /// <summary>Adds a value that only one version has, with everything in it.</summary>
    private static void Collect(ReadOnlySpan<byte> value, MergeRule rule, string element, FieldSetBuilder into, UntrackedFields untracked)
    {
        var shape = ShapeOf(value, value, rule);
        if (shape == MergeShape.Leaf || IsNothing(value))
        {
            into.AddMember(element);
            return;
        }

        var below = new FieldSetBuilder();
        if (shape is MergeShape.KeyedList or MergeShape.SetList)
        {
            ListComparer.Compare("[]"u8, value, rule, below, below);
        }
        else
        {
            CompareFields("{}"u8, value, rule, below, below, untracked);
        }

        into.Add(new FieldSetEntry(element, true, below.Build()));
    }

    /// <summary>Compares one item of a list, or adds it where one side (empty) does not have it.</summary>
    internal static void CompareItem(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, MergeRule rule, string element, FieldSetBuilder changed, FieldSetBuilder removed)
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

    // Where there is no schema, a value may have turned from a map to something else: then the entries go or come, and the value itself is another one.
    private static void CompareLeaves(
        ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, MergeRule rule, string element, FieldSetBuilder changed, FieldSetBuilder removed)
    {
        if (JsonSame.Same(old, now))
        {
            return;
        }

        changed.AddMember(element);
        if (rule.IsDeduced && old[0] == '{' && !IsNothing(old))
        {
            var gone = new FieldSetBuilder();
            CompareFields(old, "{}"u8, rule, gone, gone, UntrackedFields.None);
            removed.Add(new FieldSetEntry(element, false, gone.Build()));
        }
        else if (rule.IsDeduced && now[0] == '{' && !IsNothing(now))
        {
            var below = new FieldSetBuilder();
            CompareFields("{}"u8, now, rule, below, below, UntrackedFields.None);
            changed.Add(new FieldSetEntry(element, false, below.Build()));
        }
    }

    private static void CompareFields(
        ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, MergeRule rule, FieldSetBuilder changed, FieldSetBuilder removed, UntrackedFields untracked)
    {
        var before = new MemberIndex(old, stackalloc JsonMember[MemberIndex.Few]);
        var after = new MemberIndex(now, stackalloc JsonMember[MemberIndex.Few]);
        var fields = new FieldCursor(rule);
        foreach (var member in after.Members)
        {
            var name = member.Name(now);
            var value = member.Value(now);
            var previous = before.Take(name);
            if (untracked.Has(name) || value.SequenceEqual(previous))
            {
                continue;
            }

            var (element, child) = fields.Find(name);
            if (previous.IsEmpty)
            {
                Collect(value, child, element, changed, untracked.Below(name));
            }
            else
            {
                CompareValues(previous, value, child, element, changed, removed, untracked.Below(name));
            }
        }

        foreach (var member in before.Members)
        {
            if (member.ValueLength > 0 && !untracked.Has(member.Name(old)))
            {
                var (element, child) = fields.Find(member.Name(old));
                Collect(member.Value(old), child, element, removed, untracked.Below(member.Name(old)));
            }
        }
    }

    private static MergeShape ShapeOf(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, MergeRule rule)
    {
        var isObject = (old[0] == '{' || old[0] == 'n') && (now[0] == '{' || now[0] == 'n') && (old[0] == '{' || now[0] == '{');
        return rule.ShapeOf(isObject, isArray: false);
    }

    /// <summary>Whether the value is null or empty: then it counts as one value, so that the two are told apart.</summary>
    private static bool IsNothing(ReadOnlySpan<byte> value) => value[0] == 'n' || (value.Length == 2 && value[0] is (byte)'{' or (byte)'[' );
}
