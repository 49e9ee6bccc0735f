using Orchestrator.Cel.Functions.Standard;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Lists as sets (<c>ext.Sets</c>).</summary>
internal sealed class SetFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var list = CelType.List(CelType.Parameter("T"));
        functions.Global("sets.contains", list, list, CelType.Bool, static (a, b) => CelValue.Of(Contains(a.List, b.List)), Costs.WalksEach);
        functions.Global("sets.equivalent", list, list, CelType.Bool, static (a, b) => CelValue.Of(Contains(a.List, b.List) && Contains(b.List, a.List)), Costs.WalksEach);
        functions.Global("sets.intersects", list, list, CelType.Bool, static (a, b) => CelValue.Of(Intersects(a.List, b.List)), Costs.WalksEach);
    }

    private static bool Contains(CelList list, CelList items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (!ContainerFunctions.Contains(list, items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Intersects(CelList list, CelList items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (ContainerFunctions.Contains(list, items[i]))
            {
                return true;
            }
        }

        return false;
    }
}
