using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Logic, equality and order.</summary>
internal sealed class OperatorFunctions : ICelLibrary
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType[] Numbers = [CelType.Int, CelType.Uint, CelType.Double];
    private static readonly CelType[] Ordered =
        [CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration];

    public void Declare(CelFunctions functions)
    {
        // What these do is in the program's nodes, since they need not look at all of their arguments; here are their types.
        functions.Global(Operators.And, CelType.Bool, CelType.Bool, CelType.Bool, static (a, _) => a);
        functions.Global(Operators.Or, CelType.Bool, CelType.Bool, CelType.Bool, static (a, _) => a);
        functions.Global(Operators.Conditional, [CelType.Bool, A, A], A, static values => values[1]);

        functions.Global(Operators.Not, CelType.Bool, CelType.Bool, static a => CelValue.Of(!a.Bool));
        functions.Global(Operators.Equal, A, A, CelType.Bool, static (a, b) => CelValue.Of(CelEquality.Same(a, b)), Costs.Compares);
        functions.Global(Operators.NotEqual, A, A, CelType.Bool, static (a, b) => CelValue.Of(!CelEquality.Same(a, b)), Costs.Compares);
        Order(functions, "_<_", static order => order < 0);
        Order(functions, "_<=_", static order => order <= 0);
        Order(functions, "_>_", static order => order > 0);
        Order(functions, "_>=_", static order => order >= 0);
    }

    private static void Order(CelFunctions functions, string name, Func<int, bool> holds)
    {
        CelBinary does = (a, b) => CelOrder.Compare(a, b) is { } order ? CelValue.Of(holds(order)) : CelValue.Of(false);
        foreach (var type in Ordered)
        {
            functions.Global(name, type, type, CelType.Bool, does, Costs.Compares);
        }

        foreach (var left in Numbers)
        {
            foreach (var right in Numbers)
            {
                if (!left.Equals(right))
                {
                    functions.Global(name, left, right, CelType.Bool, does);
                }
            }
        }
    }
}
