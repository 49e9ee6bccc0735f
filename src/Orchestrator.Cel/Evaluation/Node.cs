using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>A part of a program.</summary>
internal abstract class Node
{
    /// <summary>Its value, which may be an error.</summary>
    public abstract CelValue Evaluate(ref Frame frame);
}

/// <summary>A constant.</summary>
internal sealed class ConstNode(CelValue value) : Node
{
    public override CelValue Evaluate(ref Frame frame) => value;
}

/// <summary>A variable.</summary>
internal sealed class SlotNode(int slot) : Node
{
    public override CelValue Evaluate(ref Frame frame)
    {
        frame.Charge(1);
        return frame.Slots[slot];
    }
}
