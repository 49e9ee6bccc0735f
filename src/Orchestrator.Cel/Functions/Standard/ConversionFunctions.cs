using System.Globalization;
using System.Text;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Standard;

/// <summary>Conversions between types, and types as values.</summary>
internal sealed class ConversionFunctions : ICelLibrary
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly UTF8Encoding Strict = new(false, true);

    public void Declare(CelFunctions functions)
    {
        foreach (var type in new[] { CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.String, CelType.Bytes })
        {
            functions.Constant(type.Name, CelValue.Of(type)).Global(type.Name, type, type, static a => a);
        }

        functions.Constant("list", CelValue.Of(CelType.List(CelType.Dyn))).Constant("map", CelValue.Of(CelType.Map(CelType.Dyn, CelType.Dyn)));
        functions.Constant("null_type", CelValue.Of(TypeNames.Null)).Constant("type", CelValue.Of(CelType.Type));
        functions.Constant("google.protobuf.Timestamp", CelValue.Of(TypeNames.Timestamp)).Constant("google.protobuf.Duration", CelValue.Of(TypeNames.Duration));
        functions.Global("dyn", A, CelType.Dyn, static a => a);
        functions.Global("type", A, CelType.Type, static a => CelValue.Of(TypeNames.Of(a)));

        functions.Global("int", CelType.Uint, CelType.Int, static a => a.Uint > long.MaxValue ? Range("integer") : CelValue.Of((long)a.Uint));
        functions.Global("int", CelType.Double, CelType.Int, static a => a.Double is > -9223372036854775808.0 and < 9223372036854775808.0 ? CelValue.Of((long)a.Double) : Range("integer"));
        functions.Global("int", CelType.String, CelType.Int, static a => long.TryParse(a.String, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var v) ? CelValue.Of(v) : Syntax("ParseInt", a));
        functions.Global("int", CelType.Timestamp, CelType.Int, static a => CelValue.Of(a.Seconds));
        functions.Global("int", CelType.Duration, CelType.Int, static a => CelValue.Of(a.DurationNanos));

        functions.Global("uint", CelType.Int, CelType.Uint, static a => a.Int < 0 ? Range("unsigned integer") : CelValue.Of((ulong)a.Int));
        functions.Global("uint", CelType.Double, CelType.Uint, static a => a.Double is >= 0 and < 18446744073709551616.0 ? CelValue.Of((ulong)a.Double) : Range("unsigned integer"));
        functions.Global("uint", CelType.String, CelType.Uint, static a => ulong.TryParse(a.String, NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? CelValue.Of(v) : Syntax("ParseUint", a));

        functions.Global("double", CelType.Int, CelType.Double, static a => CelValue.Of((double)a.Int));
        functions.Global("double", CelType.Uint, CelType.Double, static a => CelValue.Of((double)a.Uint));
        functions.Global("double", CelType.String, CelType.Double, Real);

        foreach (var type in new[] { CelType.Bool, CelType.Int, CelType.Uint, CelType.Double, CelType.Timestamp, CelType.Duration })
        {
            functions.Global("string", type, CelType.String, static a => CelValue.Of(CelText.Show(a)));
        }

        functions.Global("string", CelType.Bytes, CelType.String, FromUtf8, Costs.ReadsFirst);
        functions.Global("bytes", CelType.String, CelType.Bytes, static a => CelValue.Of(Encoding.UTF8.GetBytes(a.String)), Costs.ReadsFirst);
        functions.Global("bool", CelType.String, CelType.Bool, Truth);
    }

    private static CelValue Real(CelValue text) => text.String switch
    {
        "NaN" => CelValue.Of(double.NaN),
        "Infinity" or "+Infinity" or "Inf" or "+Inf" or "inf" => CelValue.Of(double.PositiveInfinity),
        "-Infinity" or "-Inf" or "-inf" => CelValue.Of(double.NegativeInfinity),
        var other => double.TryParse(other, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var v)
            ? CelValue.Of(v)
            : Syntax("ParseFloat", text),
    };

    private static CelValue Truth(CelValue text) => text.String switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.Of(true),
        "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.Of(false),
        _ => Syntax("ParseBool", text),
    };

    private static CelValue FromUtf8(CelValue bytes)
    {
        try
        {
            return CelValue.Of(Strict.GetString(bytes.Bytes));
        }
        catch (DecoderFallbackException)
        {
            return CelValue.Error("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static CelValue Range(string type) => CelValue.Error($"{type} overflow");

    private static CelValue Syntax(string function, CelValue text) => CelValue.Error($"strconv.{function}: parsing \"{text.String}\": invalid syntax");
}
