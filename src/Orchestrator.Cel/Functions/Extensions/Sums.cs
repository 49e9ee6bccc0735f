using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary>Adds what a list holds.</summary>
internal static class Sums
{
    /// <summary>The sum of two of one type.</summary>
    public static CelValue Add(CelValue a, CelValue b)
    {
        if (a.Kind != b.Kind)
        {
            return CelValue.NoOverload;
        }

        try
        {
            return a.Kind switch
            {
                CelKind.Int => CelValue.Of(checked(a.Int + b.Int)),
                CelKind.Uint => CelValue.Of(checked(a.Uint + b.Uint)),
                CelKind.Double => CelValue.Of(a.Double + b.Double),
                CelKind.Duration => CelValue.Duration(checked(a.DurationNanos + b.DurationNanos)),
                _ => CelValue.NoOverload,
            };
        }
        catch (OverflowException)
        {
            return CelValue.Error(a.Kind switch { CelKind.Uint => "unsigned integer overflow", CelKind.Duration => "duration overflow", _ => "integer overflow" });
        }
    }
}
