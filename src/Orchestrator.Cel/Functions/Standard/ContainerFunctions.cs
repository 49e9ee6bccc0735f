using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Lists and maps.</summary>
internal sealed class ContainerFunctions : ICelLibrary
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType B = CelType.Parameter("B");

    public void Declare(CelFunctions functions)
    {
        var (list, map) = (CelType.List(A), CelType.Map(A, B));

        // Index is a node of its own; here are its types.
        functions.Global(Operators.Index, list, CelType.Int, A, static (a, _) => a);
        functions.Global(Operators.Index, map, A, B, static (a, _) => a);
        functions.Global(Operators.Index, CelType.Optional(list), CelType.Int, CelType.Optional(A), static (a, _) => a);
        functions.Global(Operators.Index, CelType.Optional(map), A, CelType.Optional(B), static (a, _) => a);
        functions.Global(Operators.OptionalIndex, list, CelType.Int, CelType.Optional(A), static (a, _) => a);
        functions.Global(Operators.OptionalIndex, map, A, CelType.Optional(B), static (a, _) => a);
        functions.Global(Operators.OptionalIndex, CelType.Optional(list), CelType.Int, CelType.Optional(A), static (a, _) => a);
        functions.Global(Operators.OptionalIndex, CelType.Optional(map), A, CelType.Optional(B), static (a, _) => a);

        functions.Global(Operators.Add, list, list, list, static (a, b) => CelValue.Of(ConcatenatedList.Of(a.List, b.List)));
        functions.Global(Operators.In, A, list, CelType.Bool, static (a, b) => CelValue.Of(Contains(b.List, a)), Costs.WalksSecond);
        functions.Global(Operators.In, A, map, CelType.Bool, static (a, b) => CelValue.Of(b.Map.TryGet(a, out _)));
        functions.Global("size", list, CelType.Int, static a => CelValue.Of((long)a.List.Count));
        functions.Global("size", map, CelType.Int, static a => CelValue.Of((long)a.Map.Count));
        functions.Member("size", list, CelType.Int, static a => CelValue.Of((long)a.List.Count));
        functions.Member("size", map, CelType.Int, static a => CelValue.Of((long)a.Map.Count));
    }

    /// <summary>Whether a list has an item.</summary>
    internal static bool Contains(CelList list, CelValue item)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (CelEquality.Same(list[i], item))
            {
                return true;
            }
        }

        return false;
    }
}
