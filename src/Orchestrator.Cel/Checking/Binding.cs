using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Checking;

/// <summary>What a name stands for: a place that holds a value, or a constant.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Slot">The place; -1 for a constant.</param>
/// <param name="Constant">The constant.</param>
internal readonly record struct Binding(CelType Type, int Slot, CelValue Constant = default);
