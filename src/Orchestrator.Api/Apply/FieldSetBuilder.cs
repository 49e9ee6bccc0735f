namespace Orchestrator.Api.Apply;

/// <summary>Gathers the steps of one level of a set in any order. Builders are used again: take one with <see cref="Rent"/>, and it goes back with <see cref="Build"/>.</summary>
internal sealed class FieldSetBuilder
{
    private const int MostKept = 32;
    private const int LargestKept = 256;

    [ThreadStatic]
    private static Stack<FieldSetBuilder>? _idle;

    private FieldSetEntry[] _entries = new FieldSetEntry[16];
    private int _count;

    /// <summary>An empty builder.</summary>
    public static FieldSetBuilder Rent() => _idle is { Count: > 0 } idle ? idle.Pop() : new FieldSetBuilder();

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

    /// <summary>The set. The builder must not be used any more.</summary>
    public FieldSet Build()
    {
        var set = _count == 0 ? FieldSet.Empty : Sorted();
        Array.Clear(_entries, 0, _count);
        _count = 0;
        var idle = _idle ??= new Stack<FieldSetBuilder>();
        if (idle.Count < MostKept && _entries.Length <= LargestKept)
        {
            idle.Push(this);
        }

        return set;
    }

    private FieldSet Sorted()
    {
        Sort();
        var kept = 1;
        for (var i = 1; i < _count; i++)
        {
            ref var last = ref _entries[kept - 1];
            var entry = _entries[i];
            if (string.Equals(last.Element, entry.Element, StringComparison.Ordinal))
            {
                last = new FieldSetEntry(last.Element, last.IsMember || entry.IsMember, last.Children.Union(entry.Children));
            }
            else
            {
                _entries[kept++] = entry;
            }
        }

        return new FieldSet(_entries.AsSpan(0, kept).ToArray());
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
