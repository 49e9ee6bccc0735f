using System.Runtime.InteropServices;

namespace Orchestrator.Api.Apply;

/// <summary>The items of a list by their steps; short lists, which nearly all are, without a table.</summary>
internal sealed class ListIndex
{
    private const int Short = 16;
    private readonly List<(string Element, int Start, int Length)> _items = [];
    private readonly Dictionary<string, (int First, int Count)>? _table;

    /// <summary>Indexes the items of a list. One that cannot be told apart from others is left out: what is wrong with it is validation's to say.</summary>
    public ListIndex(ReadOnlySpan<byte> json, in MergeRule list)
    {
        var at = 1;
        while (json[0] == '[' && JsonScan.NextItem(json, ref at, out var item))
        {
            if (ListItems.TryElement(item, list, out _) is { } element)
            {
                _items.Add((element, at - item.Length, item.Length));
            }
        }

        if (_items.Count > Short)
        {
            _table = [];
            for (var i = 0; i < _items.Count; i++)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_table, _items[i].Element, out var found);
                known = found ? (known.First, known.Count + 1) : (i, 1);
            }
        }
    }

    /// <summary>The number of items.</summary>
    public int Count => _items.Count;

    /// <summary>The step to an item.</summary>
    public string this[int index] => _items[index].Element;

    /// <summary>Where the first item of a step is (-1 when there is none), and how many there are.</summary>
    public (int First, int Count) Find(string element)
    {
        if (_table is not null)
        {
            return _table.TryGetValue(element, out var found) ? found : (-1, 0);
        }

        var (first, count) = (-1, 0);
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i].Element == element)
            {
                first = count++ == 0 ? i : first;
            }
        }

        return (first, count);
    }

    /// <summary>An item's JSON.</summary>
    public ReadOnlySpan<byte> Value(int index, ReadOnlySpan<byte> json) => json.Slice(_items[index].Start, _items[index].Length);
}
