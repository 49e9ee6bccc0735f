using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary><c>cel.bind(name, value, body)</c>.</summary>
internal sealed class BindNode(int slot, Node value, Node body) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        frame.Slots[slot] = value.Evaluate(ref frame);
        return body.Evaluate(ref frame);
    }
}

/// <summary><c>optional.optMap(name, body)</c> and <c>optFlatMap</c>.</summary>
internal sealed class OptionalBindNode(int slot, Node value, Node body, bool wrap) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        var optional = value.Evaluate(ref frame);
        if (optional.IsError)
        {
            return optional;
        }

        if (optional.Kind != CelKind.Opaque || optional.Opaque is not CelOptional inner)
        {
            return CelValue.NoOverload;
        }

        if (!inner.HasValue)
        {
            return optional;
        }

        frame.Slots[slot] = inner.Value;
        var result = body.Evaluate(ref frame);
        return result.IsError || !wrap ? result : CelValue.Of(CelOptional.Of(result));
    }
}
