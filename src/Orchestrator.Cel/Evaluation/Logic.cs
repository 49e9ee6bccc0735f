using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary><c>&amp;&amp;</c> and <c>||</c>: a side that decides makes the other's error not matter, whichever comes first.</summary>
/// <param name="left">One side.</param>
/// <param name="right">The other.</param>
/// <param name="decisive">The value that decides: false of and, true of or.</param>
internal sealed class LogicNode(Node left, Node right, bool decisive) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var first = left.Evaluate(ref frame);
        if (first.Kind == CelKind.Bool && first.Bool == decisive)
        {
            return first;
        }

        var second = right.Evaluate(ref frame);
        if (second.Kind == CelKind.Bool && second.Bool == decisive)
        {
            return second;
        }

        return first.Kind != CelKind.Bool ? Wrong(first) : second.Kind != CelKind.Bool ? Wrong(second) : first;
    }

    private static CelValue Wrong(CelValue value) => value.IsError ? value : CelValue.NoOverload;
}

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed class ConditionalNode(Node condition, Node then, Node otherwise) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var value = condition.Evaluate(ref frame);
        return value.Kind == CelKind.Bool ? (value.Bool ? then : otherwise).Evaluate(ref frame) : value.IsError ? value : CelValue.NoOverload;
    }
}
