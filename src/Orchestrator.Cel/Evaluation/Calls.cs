using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>A call with one argument.</summary>
internal sealed class Call1Node(CelOverload[] overloads, Node argument) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var value = argument.Evaluate(ref frame);
        if (value.IsError)
        {
            return value;
        }

        foreach (var overload in overloads)
        {
            if (overload.Admits(0, value))
            {
                var result = overload.Unary is { } unary ? unary(value) : overload.Variadic!([value]);
                frame.Charge(overload.Cost?.Invoke([value], result) ?? 1);
                return result;
            }
        }

        return CelValue.NoOverload;
    }
}

/// <summary>A call with two.</summary>
internal sealed class Call2Node(CelOverload[] overloads, Node first, Node second) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var left = first.Evaluate(ref frame);
        if (left.IsError)
        {
            return left;
        }

        var right = second.Evaluate(ref frame);
        if (right.IsError)
        {
            return right;
        }

        foreach (var overload in overloads)
        {
            if (overload.Admits(0, left) && overload.Admits(1, right))
            {
                var result = overload.Binary is { } binary ? binary(left, right) : overload.Variadic!([left, right]);
                frame.Charge(overload.Cost?.Invoke([left, right], result) ?? 1);
                return result;
            }
        }

        return CelValue.NoOverload;
    }
}

/// <summary>A call with any other number.</summary>
internal sealed class CallNode(CelOverload[] overloads, Node[] arguments) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var values = new CelValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(ref frame);
            if (values[i].IsError)
            {
                return values[i];
            }
        }

        foreach (var overload in overloads)
        {
            if (Admits(overload, values))
            {
                var result = overload.Variadic!(values);
                frame.Charge(overload.Cost?.Invoke(values, result) ?? 1);
                return result;
            }
        }

        return CelValue.NoOverload;
    }

    private static bool Admits(CelOverload overload, CelValue[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!overload.Admits(i, values[i]))
            {
                return false;
            }
        }

        return true;
    }
}
