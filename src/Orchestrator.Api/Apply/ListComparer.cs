namespace Orchestrator.Api.Apply;

/// <summary>Compares lists whose items are told apart. An item that is there several times counts as one value (structured-merge-diff's <c>visitListItems</c>).</summary>
internal static class ListComparer
{
    /// <summary>Compares two lists.</summary>
    /// <returns>The length of the older one.</returns>
    public static int Compare(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule list, FieldSetBuilder changed, FieldSetBuilder removed)
    {
        if (!TryCompareInStep(old, now, list, changed, removed))
        {
            CompareByStep(old, now, list, changed, removed);
        }

        return old.Length;
    }

    /// <summary>
    /// Two versions of a list mostly have the same items in the same places: then an item that has not changed is passed over without finding out which it is.
    /// False when they do not; nothing has been added then.
    /// </summary>
    private static bool TryCompareInStep(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule list, FieldSetBuilder changed, FieldSetBuilder removed)
    {
        if (old[0] != '[' || now[0] != '[' || old[1] == ']')
        {
            return false;
        }

        var (i, j) = (1, 1);
        List<(string Element, int Old, int OldLength, int Now, int NowLength)>? differing = null;
        while (JsonScan.NextItem(now, ref j, out var item))
        {
            if (!JsonScan.NextItem(old, ref i, out var previous))
            {
                return false;
            }

            if (item.SequenceEqual(previous))
            {
                continue;
            }

            if (ListItems.TryElement(item, list, out _) is not { } element || ListItems.TryElement(previous, list, out _) != element)
            {
                return false;
            }

            (differing ??= []).Add((element, i - previous.Length, previous.Length, j - item.Length, item.Length));
        }

        if (JsonScan.NextItem(old, ref i, out _))
        {
            return false;
        }

        foreach (var (element, oldAt, oldLength, nowAt, nowLength) in differing ?? [])
        {
            FieldComparer.CompareItem(old.Slice(oldAt, oldLength), now.Slice(nowAt, nowLength), list.Items, element, changed, removed);
        }

        return true;
    }

    private static void CompareByStep(ReadOnlySpan<byte> old, ReadOnlySpan<byte> now, in MergeRule list, FieldSetBuilder changed, FieldSetBuilder removed)
    {
        var before = new ListIndex(old, list);
        var after = new ListIndex(now, list);
        for (var i = 0; i < before.Count; i++)
        {
            var (first, count) = before.Find(before[i]);
            if (first == i)
            {
                CompareAll(before[i], before, (first, count), old, after, after.Find(before[i]), now, list, changed, removed);
            }
        }

        for (var i = 0; i < after.Count; i++)
        {
            var (first, count) = after.Find(after[i]);
            if (first == i && before.Find(after[i]).Count == 0)
            {
                CompareAll(after[i], before, (-1, 0), old, after, (first, count), now, list, changed, removed);
            }
        }
    }

    private static void CompareAll(
        string element,
        ListIndex before,
        (int First, int Count) left,
        ReadOnlySpan<byte> old,
        ListIndex after,
        (int First, int Count) right,
        ReadOnlySpan<byte> now,
        in MergeRule list,
        FieldSetBuilder changed,
        FieldSetBuilder removed)
    {
        var oldItem = left.Count == 0 ? default : before.Value(left.First, old);
        var newItem = right.Count == 0 ? default : after.Value(right.First, now);
        switch (left.Count, right.Count)
        {
            case ( <= 1, <= 1):
                FieldComparer.CompareItem(oldItem, newItem, list.Items, element, changed, removed);
                break;
            case ( >= 2, >= 2):
                if (!SameItems(element, before, left, old, after, right, now))
                {
                    changed.AddMember(element);
                }

                break;
            case ( >= 2, _):
                if (right.Count == 1)
                {
                    FieldComparer.CompareItem(default, newItem, list.Items, element, changed, removed);
                }

                removed.AddMember(element);
                break;
            default:
                if (left.Count == 1)
                {
                    FieldComparer.CompareItem(oldItem, default, list.Items, element, changed, removed);
                }

                changed.AddMember(element);
                break;
        }
    }

    private static bool SameItems(
        string element,
        ListIndex before,
        (int First, int Count) left,
        ReadOnlySpan<byte> old,
        ListIndex after,
        (int First, int Count) right,
        ReadOnlySpan<byte> now)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        var (i, j) = (left.First, right.First);
        for (var n = 0; n < left.Count; n++, i++, j++)
        {
            i = Next(before, element, i);
            j = Next(after, element, j);
            if (!JsonSame.Same(before.Value(i, old), after.Value(j, now)))
            {
                return false;
            }
        }

        return true;
    }

    private static int Next(ListIndex items, string element, int from)
    {
        while (items[from] != element)
        {
            from++;
        }

        return from;
    }
}
