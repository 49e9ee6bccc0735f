using System.Buffers;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Evaluation;

/// <summary>A compiled expression. It keeps nothing of an evaluation, so it may run on several threads at once.</summary>
public sealed class CelProgram
{
    private readonly Node _root;
    private readonly int _variables;
    private readonly int _size;

    internal CelProgram(Node root, int variables, int size) => (_root, _variables, _size) = (root, variables, size);

    /// <summary>Evaluates it.</summary>
    /// <param name="variables">The environment's variables, in their order.</param>
    /// <param name="limit">What it may cost before it is stopped, in cel-go's units.</param>
    /// <exception cref="ArgumentException">Not as many values as variables.</exception>
    public CelResult Evaluate(ReadOnlySpan<CelValue> variables, long limit = long.MaxValue)
    {
        if (variables.Length != _variables)
        {
            throw new ArgumentException($"{_variables} variables are needed", nameof(variables));
        }

        var slots = ArrayPool<CelValue>.Shared.Rent(_size);
        try
        {
            variables.CopyTo(slots);
            var frame = new Frame(slots, limit);
            var value = _root.Evaluate(ref frame);
            return frame.Cost > limit ? CelResult.TooDear(frame.Cost) : new CelResult(value, frame.Cost);
        }
        catch (CostExceededException exceeded)
        {
            return CelResult.TooDear(exceeded.Cost);
        }
        finally
        {
            slots.AsSpan(0, _size).Clear();
            ArrayPool<CelValue>.Shared.Return(slots);
        }
    }
}
