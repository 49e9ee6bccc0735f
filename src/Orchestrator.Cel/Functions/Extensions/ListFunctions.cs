using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Kubernetes' functions of lists: sums, extremes, order, places.</summary>
internal sealed class ListFunctions : ICelLibrary
{
    private static readonly CelType[] Comparable = [CelType.Int, CelType.Uint, CelType.Double, CelType.Bool, CelType.Duration, CelType.Timestamp, CelType.String, CelType.Bytes];

    public void Declare(CelFunctions functions)
    {
        foreach (var type in Comparable)
        {
            var list = CelType.List(type);
            functions.Member("isSorted", list, CelType.Bool, IsSorted, Costs.Walks);
            functions.Member("min", list, type, static a => Extreme(a, -1, "min"), Costs.Walks);
            functions.Member("max", list, type, static a => Extreme(a, 1, "max"), Costs.Walks);
        }

        Sum(functions, CelType.Int, CelValue.Of(0L));
        Sum(functions, CelType.Uint, CelValue.Of(0UL));
        Sum(functions, CelType.Double, CelValue.Of(0.0));
        Sum(functions, CelType.Duration, CelValue.Duration(0));

        var item = CelType.Parameter("T");
        functions.Member("indexOf", CelType.List(item), item, CelType.Int, static (a, b) => Index(a.List, b, false), Costs.Walks);
        functions.Member("lastIndexOf", CelType.List(item), item, CelType.Int, static (a, b) => Index(a.List, b, true), Costs.Walks);
    }

    private static void Sum(CelFunctions functions, CelType type, CelValue zero)
    {
        functions.Member("sum", CelType.List(type), type, list =>
        {
            var sum = zero;
            for (var i = 0; i < list.List.Count && !sum.IsError; i++)
            {
                sum = Sums.Add(sum, list.List[i]);
            }

            return sum;
        }, Costs.Walks);
    }

    private static CelValue IsSorted(CelValue list)
    {
        for (var i = 1; i < list.List.Count; i++)
        {
            if (CelOrder.Compare(list.List[i - 1], list.List[i]) is not <= 0)
            {
                return CelValue.Of(false);
            }
        }

        return CelValue.Of(true);
    }

    private static CelValue Extreme(CelValue list, int sign, string name)
    {
        if (list.List.Count == 0)
        {
            return CelValue.Error($"{name} called on empty list");
        }

        var best = list.List[0];
        for (var i = 1; i < list.List.Count; i++)
        {
            if (CelOrder.Compare(list.List[i], best) is not { } order)
            {
                return CelValue.NoOverload;
            }

            best = Math.Sign(order) == sign ? list.List[i] : best;
        }

        return best;
    }

    private static CelValue Index(CelList list, CelValue item, bool last)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var at = last ? list.Count - 1 - i : i;
            if (CelEquality.Same(list[at], item))
            {
                return CelValue.Of((long)at);
            }
        }

        return CelValue.Of(-1L);
    }
}
