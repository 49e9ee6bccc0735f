namespace Orchestrator.Api.Apply;

/// <summary>Gathers the steps of one level of a set in any order.</summary>
internal sealed class FieldSetBuilder
{
    private FieldSetEntry[] _entries = new FieldSetEntry[8];
    private int _count;

    /// <summary>Adds a path that ends here.</summary>
    public void AddMember(string element) => Add(new FieldSetEntry(element, true, FieldSet.Empty));

    /// <summary>Adds a step and what lies below it. A step may come twice: then both count.</summary>
    public void Add(FieldSetEntry entry)
    {
        if (entry.IsEmpty)
        {
            return;
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = entry;
    }

    /// <summary>The set; the builder is empty again.</summary>
    public FieldSet Build()
    {
        if (_count == 0)
        {
            return FieldSet.Empty;
        }

        Sort();
        var kept = 1;
        for (var i = 1; i < _count; i++)
        {
            ref var last = ref _entries[kept - 1];
            var entry = _entries[i];
            if (PathElements.Compare(last.Element, entry.Element) == 0)
            {
                last = new FieldSetEntry(last.Element, last.IsMember || entry.IsMember, last.Children.Union(entry.Children));
            }
            else
            {
                _entries[kept++] = entry;
            }
        }

        var set = new FieldSet(_entries.AsSpan(0, kept).ToArray());
        _count = 0;
        return set;
    }

    // Levels are short and mostly almost in order.
    private void Sort()
    {
        if (_count > 32)
        {
            _entries.AsSpan(0, _count).Sort(static (left, right) => PathElements.Compare(left.Element, right.Element));
            return;
        }

        for (var i = 1; i < _count; i++)
        {
            var entry = _entries[i];
            var at = i;
            while (at > 0 && PathElements.Compare(_entries[at - 1].Element, entry.Element) > 0)
            {
                _entries[at] = _entries[at - 1];
                at--;
            }

            _entries[at] = entry;
        }
    }
}
