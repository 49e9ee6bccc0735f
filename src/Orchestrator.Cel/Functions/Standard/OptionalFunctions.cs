using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Values that may be missing.</summary>
internal sealed class OptionalFunctions : ICelLibrary
{
    public void Declare(CelFunctions functions)
    {
        var item = CelType.Parameter("V");
        var optional = CelType.Optional(item);
        functions.Constant("optional_type", CelValue.Of(CelType.Optional(CelType.Dyn)));
        functions.Global("optional.of", item, optional, static a => CelValue.Of(CelOptional.Of(a)));
        functions.Global("optional.ofNonZeroValue", item, optional, static a => CelValue.Of(IsZero(a) ? CelOptional.None : CelOptional.Of(a)));
        functions.Global("optional.none", [], optional, static _ => CelValue.Of(CelOptional.None));
        functions.Member("hasValue", optional, CelType.Bool, static a => CelValue.Of(Get(a).HasValue));
        functions.Member("value", optional, item, static a => Get(a).HasValue ? Get(a).Value : CelValue.Error("optional.none() dereference"));
        functions.Member("or", optional, optional, optional, static (a, b) => Get(a).HasValue ? a : b);
        functions.Member("orValue", optional, item, item, static (a, b) => Get(a).HasValue ? Get(a).Value : b);
    }

    private static CelOptional Get(CelValue value) => (CelOptional)value.Opaque;

    private static bool IsZero(CelValue value) => value.Kind switch
    {
        CelKind.Null => true,
        CelKind.Bool => !value.Bool,
        CelKind.Int or CelKind.Uint or CelKind.Duration => value.Int == 0,
        CelKind.Double => value.Double.Equals(0.0),
        CelKind.String => value.String.Length == 0,
        CelKind.Bytes => value.Bytes.Length == 0,
        CelKind.List => value.List.Count == 0,
        CelKind.Map => value.Map.Count == 0,
        CelKind.Timestamp => value is { Seconds: 0, Nanos: 0 },
        _ => false,
    };
}
