using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>Goes over a list or a map with one or two variables.</summary>
internal abstract class ComprehensionNode(Node range, int slot, bool two) : Node
{
    /// <summary>What each round costs besides its parts: the steps of the loop that the macro stands for.</summary>
    private const int RoundCost = 2;

    public sealed override CelValue Evaluate(ref Frame frame)
    {
        var value = range.Evaluate(ref frame);
        if (value.IsError)
        {
            return value;
        }

        var state = Start();
        switch (value.Kind)
        {
            case CelKind.List:
                for (var i = 0; i < value.List.Count; i++)
                {
                    if (!Next(two ? CelValue.Of((long)i) : value.List[i], two ? value.List[i] : default, ref state, ref frame))
                    {
                        break;
                    }
                }

                break;
            case CelKind.Map:
                foreach (var key in value.Map.Keys)
                {
                    var item = default(CelValue);
                    if (two)
                    {
                        value.Map.TryGet(key, out item);
                    }

                    if (!Next(key, item, ref state, ref frame))
                    {
                        break;
                    }
                }

                break;
            default:
                return CelValue.NoOverload;
        }

        return state.Error.IsError ? state.Error : Finish(ref state);
    }

    /// <summary>Makes what is gathered.</summary>
    protected abstract ComprehensionState Start();

    /// <summary>Takes an item in; false to end. The variables are set.</summary>
    protected abstract bool Take(ref ComprehensionState state, ref Frame frame);

    /// <summary>The result.</summary>
    protected abstract CelValue Finish(ref ComprehensionState state);

    /// <summary>The item at hand.</summary>
    protected CelValue Item(ref Frame frame) => frame.Slots[slot];

    private bool Next(CelValue first, CelValue second, ref ComprehensionState state, ref Frame frame)
    {
        frame.Charge(RoundCost);
        frame.Slots[slot] = first;
        frame.Slots[slot + 1] = second;
        return Take(ref state, ref frame);
    }
}

/// <summary>What a round leaves to the next.</summary>
internal struct ComprehensionState
{
    public CelValue Error;
    public long Count;
    public List<CelValue>? Items;
    public Dictionary<CelValue, CelValue>? Entries;
}

/// <summary><c>all</c> and <c>exists</c>: an item that decides makes the errors of others not matter.</summary>
internal sealed class QuantifierNode(Node range, int slot, bool two, Node body, bool decisive) : ComprehensionNode(range, slot, two)
{
    protected override ComprehensionState Start() => default;

    protected override bool Take(ref ComprehensionState state, ref Frame frame)
    {
        var value = body.Evaluate(ref frame);
        if (value.Kind == CelKind.Bool && value.Bool == decisive)
        {
            state.Error = default;
            state.Count = 1;
            return false;
        }

        if (value.Kind != CelKind.Bool && !state.Error.IsError)
        {
            state.Error = value.IsError ? value : CelValue.NoOverload;
        }

        return true;
    }

    protected override CelValue Finish(ref ComprehensionState state) => CelValue.Of((state.Count == 1) == decisive);
}

/// <summary><c>exists_one</c>: each item is looked at.</summary>
internal sealed class ExistsOneNode(Node range, int slot, bool two, Node body) : ComprehensionNode(range, slot, two)
{
    protected override ComprehensionState Start() => default;

    protected override bool Take(ref ComprehensionState state, ref Frame frame)
    {
        var value = body.Evaluate(ref frame);
        state.Error = value.Kind == CelKind.Bool ? default : value.IsError ? value : CelValue.NoOverload;
        state.Count += value.IsTrue ? 1 : 0;
        return !state.Error.IsError;
    }

    protected override CelValue Finish(ref ComprehensionState state) => CelValue.Of(state.Count == 1);
}

/// <summary><c>filter</c>, <c>map</c> and <c>transformList</c>: make a list.</summary>
internal sealed class ListComprehensionNode(Node range, int slot, bool two, Node? where, Node? body) : ComprehensionNode(range, slot, two)
{
    protected override ComprehensionState Start() => new() { Items = [] };

    protected override bool Take(ref ComprehensionState state, ref Frame frame)
    {
        var counts = where?.Evaluate(ref frame) ?? CelValue.Of(true);
        if (counts.IsFalse)
        {
            return true;
        }

        var value = !counts.IsTrue ? counts.IsError ? counts : CelValue.NoOverload : body is null ? Item(ref frame) : body.Evaluate(ref frame);
        if (value.IsError)
        {
            state.Error = value;
            return false;
        }

        frame.Charge(1);
        state.Items!.Add(value);
        return true;
    }

    protected override CelValue Finish(ref ComprehensionState state) => CelValue.Of(new ArrayList(state.Items!));
}

/// <summary><c>transformMap</c> and <c>transformMapEntry</c>: make a map.</summary>
internal sealed class MapComprehensionNode(Node range, int slot, Node? where, Node body, bool entries) : ComprehensionNode(range, slot, true)
{
    protected override ComprehensionState Start() => new() { Entries = HashMap.NewEntries() };

    protected override bool Take(ref ComprehensionState state, ref Frame frame)
    {
        var counts = where?.Evaluate(ref frame) ?? CelValue.Of(true);
        if (counts.IsFalse)
        {
            return true;
        }

        var value = !counts.IsTrue ? counts.IsError ? counts : CelValue.NoOverload : body.Evaluate(ref frame);
        if (value.IsError || (entries && value.Kind != CelKind.Map))
        {
            state.Error = value.IsError ? value : CelValue.NoOverload;
            return false;
        }

        frame.Charge(1);
        if (!entries)
        {
            state.Entries![Item(ref frame)] = value;
            return true;
        }

        foreach (var key in value.Map.Keys)
        {
            value.Map.TryGet(key, out var item);
            if (!state.Entries!.TryAdd(key, item))
            {
                state.Error = CelValue.Error($"insert failed: key {CelText.Show(key)} already exists");
                return false;
            }
        }

        return true;
    }

    protected override CelValue Finish(ref ComprehensionState state) => CelValue.Of(new HashMap(state.Entries!));
}
