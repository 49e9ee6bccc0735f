using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>One evaluation: the values of variables, and what it has cost so far.</summary>
internal ref struct Frame(Span<CelValue> slots, long limit)
{
    /// <summary>The values of variables.</summary>
    public readonly Span<CelValue> Slots = slots;

    /// <summary>The cost so far.</summary>
    public long Cost;

    /// <summary>Adds to the cost.</summary>
    /// <exception cref="CostExceededException">It is more than it may be.</exception>
    public void Charge(long cost)
    {
        Cost += cost;
        if (Cost > limit)
        {
            throw new CostExceededException(Cost);
        }
    }
}
