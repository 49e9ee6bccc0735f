using Orchestrator.Api.Values;
using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Api.Expressions;

/// <summary>Kubernetes' functions of quantities.</summary>
internal sealed class QuantityFunctions : ICelLibrary
{
    private const long NanosPerUnit = 1_000_000_000;
    private static readonly CelValue NotWhole = CelValue.Error("cannot convert value to integer");
    private static readonly CelValue TooLarge = CelValue.Error("quantity overflow");

    public void Declare(CelFunctions functions)
    {
        var (text, quantity) = (CelType.String, QuantityValue.QuantityType);
        functions.Constant(quantity.Name, CelValue.Of(quantity));
        functions.Global("quantity", text, quantity, static a => Quantity.TryParse(a.String, out var q) ? Of(q) : CelValue.Error(Quantity.FormatError), Costs.ReadsFirst);
        functions.Global("isQuantity", text, CelType.Bool, static a => CelValue.Of(Quantity.TryParse(a.String, out _)), Costs.ReadsFirst);
        functions.Member("sign", quantity, CelType.Int, static a => CelValue.Of((long)Get(a).Sign));
        functions.Member("isGreaterThan", quantity, quantity, CelType.Bool, static (a, b) => CelValue.Of(Get(a) > Get(b)));
        functions.Member("isLessThan", quantity, quantity, CelType.Bool, static (a, b) => CelValue.Of(Get(a) < Get(b)));
        functions.Member("compareTo", quantity, quantity, CelType.Int, static (a, b) => CelValue.Of((long)Get(a).CompareTo(Get(b))));
        functions.Member("asApproximateFloat", quantity, CelType.Double, static a => CelValue.Of((double)Get(a).Nanos / NanosPerUnit));
        functions.Member("asInteger", quantity, CelType.Int, static a => Whole(Get(a)) is { } whole ? CelValue.Of(whole) : NotWhole);
        functions.Member("isInteger", quantity, CelType.Bool, static a => CelValue.Of(Whole(Get(a)) is not null));
        functions.Member("add", quantity, quantity, quantity, static (a, b) => Sum(Get(a), Get(b)));
        functions.Member("add", quantity, CelType.Int, quantity, static (a, b) => Sum(Get(a), Quantity.FromValue(b.Int)));
        functions.Member("sub", quantity, quantity, quantity, static (a, b) => Sum(Get(a), -Get(b)));
        functions.Member("sub", quantity, CelType.Int, quantity, static (a, b) => Sum(Get(a), -Quantity.FromValue(b.Int)));
    }

    private static CelValue Of(Quantity quantity) => CelValue.Of(new QuantityValue(quantity));

    private static Quantity Get(CelValue value) => ((QuantityValue)value.Opaque).Quantity;

    private static CelValue Sum(Quantity a, Quantity b)
    {
        try
        {
            return Of(a + b);
        }
        catch (OverflowException)
        {
            return TooLarge;
        }
    }

    private static long? Whole(Quantity quantity)
    {
        var units = quantity.Nanos / NanosPerUnit;
        return units * NanosPerUnit == quantity.Nanos && units >= long.MinValue && units <= long.MaxValue ? (long)units : null;
    }
}
