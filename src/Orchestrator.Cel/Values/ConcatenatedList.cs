namespace Orchestrator.Cel.Values;

/// <summary>Two lists, one after the other. Deep chains of them are flattened, so that an item is never many steps away.</summary>
internal sealed class ConcatenatedList : CelList
{
    private readonly CelList _first;
    private readonly CelList _second;

    private ConcatenatedList(CelList first, CelList second) => (_first, _second) = (first, second);

    public override int Count => _first.Count + _second.Count;

    public override CelValue this[int index] => index < _first.Count ? _first[index] : _second[index - _first.Count];

    public static CelList Of(CelList first, CelList second)
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return first.Count == 0 ? second : first;
        }

        return first is ConcatenatedList || second is ConcatenatedList ? Flat(first, second) : new ConcatenatedList(first, second);
    }

    private static ArrayList Flat(CelList first, CelList second)
    {
        var items = new CelValue[first.Count + second.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = i < first.Count ? first[i] : second[i - first.Count];
        }

        return new ArrayList(items);
    }
}
