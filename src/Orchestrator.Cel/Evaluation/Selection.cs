using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary><c>operand.field</c>, and with a test <c>has(operand.field)</c>.</summary>
internal sealed class SelectNode(Node operand, string field, bool test, bool optional) : Node
{
    private readonly CelValue _key = CelValue.Of(field);

    public override CelValue Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        if (value.IsError)
        {
            return value;
        }

        frame.Charge(1);
        if (value.Kind == CelKind.Opaque && value.Opaque is CelOptional inner)
        {
            return OfOptional(inner);
        }

        if (!Find(value, out var found, out var known))
        {
            return !known ? CelValue.NoOverload : test ? CelValue.Of(false) : optional ? CelValue.Of(CelOptional.None) : CelValue.NoSuchKey(_key);
        }

        return test ? CelValue.Of(true) : optional ? CelValue.Of(CelOptional.Of(found)) : found;
    }

    private CelValue OfOptional(CelOptional inner)
    {
        var found = default(CelValue);
        var exists = inner.HasValue && Find(inner.Value, out found, out _);
        return test ? CelValue.Of(exists) : CelValue.Of(exists ? CelOptional.Of(found) : CelOptional.None);
    }

    private bool Find(CelValue value, out CelValue found, out bool known)
    {
        known = true;
        switch (value.Kind)
        {
            case CelKind.Map:
                return value.Map.TryGet(_key, out found);
            case CelKind.Object:
                return value.Object.TryGet(field, out found);
            default:
                (found, known) = (default, false);
                return false;
        }
    }
}

/// <summary><c>operand[index]</c> and <c>operand[?index]</c>.</summary>
internal sealed class IndexNode(Node operand, Node index, bool optional) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var value = operand.Evaluate(ref frame);
        if (value.IsError)
        {
            return value;
        }

        var key = index.Evaluate(ref frame);
        if (key.IsError)
        {
            return key;
        }

        frame.Charge(1);
        if (value.Kind == CelKind.Opaque && value.Opaque is CelOptional inner)
        {
            return inner.HasValue && At(inner.Value, key) is { IsError: false } item ? CelValue.Of(CelOptional.Of(item)) : CelValue.Of(CelOptional.None);
        }

        var found = At(value, key);
        return !optional ? found : CelValue.Of(found.IsError ? CelOptional.None : CelOptional.Of(found));
    }

    private static CelValue At(CelValue value, CelValue key)
    {
        switch (value.Kind)
        {
            case CelKind.Map:
                return value.Map.TryGet(key, out var found) ? found : CelValue.NoSuchKey(key);
            case CelKind.List when Whole(key) is { } at:
                return at >= 0 && at < value.List.Count ? value.List[(int)at] : CelValue.Error($"index out of bounds: {CelText.Show(key)}");
            default:
                return CelValue.NoOverload;
        }
    }

    private static long? Whole(CelValue key) => key.Kind switch
    {
        CelKind.Int => key.Int,
        CelKind.Uint => key.Uint <= int.MaxValue ? (long)key.Uint : long.MaxValue,
        CelKind.Double when Math.Truncate(key.Double).Equals(key.Double) => (long)key.Double,
        _ => null,
    };
}
