namespace Orchestrator.Api.Apply;

/// <content>What sets do with each other: each walks both trees once.</content>
public sealed partial class FieldSet
{
    /// <summary>The paths that are in either set.</summary>
    public FieldSet Union(FieldSet other)
    {
        if (IsEmpty || ReferenceEquals(this, other))
        {
            return other;
        }

        return other.IsEmpty ? this : Combine(other, keepOthers: true, static (left, right) =>
            new FieldSetEntry(left.Element, left.IsMember || right.IsMember, left.Children.Union(right.Children)));
    }

    /// <summary>The paths that are in this set and not in the other.</summary>
    public FieldSet Difference(FieldSet other) => IsEmpty || other.IsEmpty ? this : Combine(other, keepOthers: false, static (left, right) =>
        new FieldSetEntry(left.Element, left.IsMember && !right.IsMember, left.Children.Difference(right.Children)));

    /// <summary>The paths that are in this set and neither in the other nor below one that is.</summary>
    public FieldSet RecursiveDifference(FieldSet other) => IsEmpty || other.IsEmpty ? this : Combine(other, keepOthers: false, static (left, right) =>
        right.IsMember ? new FieldSetEntry(left.Element, false, Empty) : left with { Children = left.Children.RecursiveDifference(right.Children) });

    /// <summary>The paths that are in both sets.</summary>
    public FieldSet Intersection(FieldSet other)
    {
        var common = new List<FieldSetEntry>();
        foreach (ref readonly var entry in Entries)
        {
            var found = other.Find(entry.Element);
            var both = new FieldSetEntry(entry.Element, entry.IsMember && found.IsMember, entry.Children.Intersection(found.Children));
            if (!both.IsEmpty)
            {
                common.Add(both);
            }
        }

        return Of(common);
    }

    /// <summary>Whether any path is in both sets.</summary>
    public bool Overlaps(FieldSet other)
    {
        var (left, right) = (0, 0);
        while (left < _entries.Length && right < other._entries.Length)
        {
            ref readonly var a = ref _entries[left];
            ref readonly var b = ref other._entries[right];
            var order = PathElements.Compare(a.Element, b.Element);
            if (order == 0 && ((a.IsMember && b.IsMember) || a.Children.Overlaps(b.Children)))
            {
                return true;
            }

            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }

        return false;
    }

    /// <summary>Whether every path of the other set is in this one.</summary>
    public bool Contains(FieldSet other)
    {
        foreach (ref readonly var entry in other.Entries)
        {
            var mine = Find(entry.Element);
            if ((entry.IsMember && !mine.IsMember) || !mine.Children.Contains(entry.Children))
            {
                return false;
            }
        }

        return true;
    }

    internal static FieldSet Of(List<FieldSetEntry> entries) => entries.Count == 0 ? Empty : new FieldSet([.. entries]);

    private FieldSet Combine(FieldSet other, bool keepOthers, Func<FieldSetEntry, FieldSetEntry, FieldSetEntry> combine)
    {
        var combined = new List<FieldSetEntry>(_entries.Length);
        var (left, right) = (0, 0);
        while (left < _entries.Length || (keepOthers && right < other._entries.Length))
        {
            var order = left == _entries.Length ? 1
                : right == other._entries.Length ? -1
                : PathElements.Compare(_entries[left].Element, other._entries[right].Element);
            if (order < 0)
            {
                combined.Add(_entries[left++]);
            }
            else if (order > 0)
            {
                if (keepOthers)
                {
                    combined.Add(other._entries[right]);
                }

                right++;
            }
            else if (combine(_entries[left++], other._entries[right++]) is { IsEmpty: false } both)
            {
                combined.Add(both);
            }
        }

        return Of(combined);
    }
}
