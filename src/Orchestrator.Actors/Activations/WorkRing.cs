namespace Orchestrator.Actors.Activations;

/// <summary>A first-in first-out buffer that takes no memory until used and gives back what a burst took.</summary>
internal struct WorkRing
{
    private const int KeptWhenEmpty = 8;

    private object?[]? _items;
    private int _head;
    private int _count;

    public readonly bool IsEmpty => _count == 0;

    public void Add(object item)
    {
        var items = _items ??= new object?[4];
        if (_count == items.Length)
        {
            items = Grow(items);
        }

        items[(_head + _count) & (items.Length - 1)] = item;
        _count++;
    }

    public object Take()
    {
        var items = _items!;
        var item = items[_head]!;
        items[_head] = null;
        _head = (_head + 1) & (items.Length - 1);
        if (--_count == 0 && items.Length > KeptWhenEmpty)
        {
            _items = null;
            _head = 0;
        }

        return item;
    }

    public readonly IEnumerable<T> OfType<T>()
    {
        var found = new List<T>();
        for (var i = 0; i < _count; i++)
        {
            if (_items![(_head + i) & (_items.Length - 1)] is T item)
            {
                found.Add(item);
            }
        }

        return found;
    }

    private object?[] Grow(object?[] items)
    {
        var larger = new object?[items.Length * 2];
        for (var i = 0; i < _count; i++)
        {
            larger[i] = items[(_head + i) & (items.Length - 1)];
        }

        _head = 0;
        return _items = larger;
    }
}
