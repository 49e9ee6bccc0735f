using System.Text.Json.Nodes;

namespace Orchestrator.Api.Apply;

/// <summary>
/// Merges a list whose items are told apart. Items that both have take the order of the applied list; the others keep their places between them
/// (structured-merge-diff's <c>visitListItems</c>).
/// </summary>
internal sealed class ListMerge
{
    private readonly JsonArray _live;
    private readonly JsonArray _applied;
    private readonly MergeRule _rule;
    private readonly List<string> _liveOrder;
    private readonly List<string> _appliedOrder;
    private readonly Dictionary<string, JsonNode?> _liveItems = [];
    private readonly Dictionary<string, JsonNode?> _appliedItems = [];
    private readonly HashSet<string> _taken = [];
    private readonly Queue<string> _shared;
    private readonly JsonArray _merged = [];

    private ListMerge(JsonArray live, JsonArray applied, MergeRule rule)
    {
        _live = live;
        _applied = applied;
        _rule = rule;
        _appliedOrder = Index(applied, _appliedItems);
        _liveOrder = Index(live, _liveItems);
        _shared = new Queue<string>(_appliedOrder.Where(_liveItems.ContainsKey));
    }

    /// <summary>The merged list.</summary>
    public static JsonArray Merge(JsonArray live, JsonArray applied, MergeRule rule)
    {
        var merge = new ListMerge(live, applied, rule);
        merge.Run();
        return merge._merged;
    }

    private void Run()
    {
        var (left, right) = (0, 0);
        while (left < _liveOrder.Count || right < _appliedOrder.Count)
        {
            if (left < _liveOrder.Count && right < _appliedOrder.Count)
            {
                var element = _liveOrder[left];
                if (element == _appliedOrder[right])
                {
                    Take(element);
                    left++;
                    right++;
                    continue;
                }

                // An item that both have, but not the one whose turn it is, moves to where the applied list has it.
                if (_appliedItems.ContainsKey(element) && _shared.TryPeek(out var next) && next != element)
                {
                    left++;
                    continue;
                }
            }

            if (left < _liveOrder.Count)
            {
                if (!_appliedItems.ContainsKey(_liveOrder[left]))
                {
                    _merged.Add(_live[left]?.DeepClone());
                    left++;
                    continue;
                }

                if (_taken.Contains(_liveOrder[left]))
                {
                    left++;
                }
            }

            if (right < _appliedOrder.Count)
            {
                Take(_appliedOrder[right++]);
            }
        }
    }

    private void Take(string element)
    {
        _taken.Add(element);
        var applied = _appliedItems[element];
        _merged.Add(_liveItems.TryGetValue(element, out var live) && live is not null ? TreeMerge.MergeValues(live, applied, _rule.Items) : applied?.DeepClone());
        if (_shared.TryPeek(out var next) && next == element)
        {
            _shared.Dequeue();
        }
    }

    // Of items that are there several times none is merged into: they have no place of their own.
    private List<string> Index(JsonArray list, Dictionary<string, JsonNode?> items)
    {
        var order = new List<string>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            var element = ListItems.TryElement(list[i], _rule, out _) ?? $"i:{i}";
            items[element] = items.ContainsKey(element) ? null : list[i];
            order.Add(element);
        }

        return order;
    }
}
