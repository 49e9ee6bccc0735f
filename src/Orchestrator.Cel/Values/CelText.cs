using System.Globalization;
using System.Text;

namespace Orchestrator.Cel.Values;

/// <summary>Values as text: in errors, and as <c>string()</c> makes them.</summary>
public static class CelText
{
    /// <summary>As errors show it.</summary>
    public static string Show(CelValue value) => value.Kind switch
    {
        CelKind.Null => "null",
        CelKind.Bool => value.Bool ? "true" : "false",
        CelKind.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.Uint.ToString(CultureInfo.InvariantCulture),
        CelKind.Double => Double(value.Double),
        CelKind.String => value.String,
        CelKind.Bytes => Encoding.UTF8.GetString(value.Bytes),
        CelKind.Timestamp => Timestamps.Format(value),
        CelKind.Duration => Durations.Format(value.DurationNanos),
        CelKind.List => $"[{string.Join(", ", Enumerable.Range(0, value.List.Count).Select(i => Show(value.List[i])))}]",
        CelKind.Map => $"{{{string.Join(", ", value.Map.Keys.Select(key => $"{Show(key)}: {(value.Map.TryGet(key, out var item) ? Show(item) : "")}"))}}}",
        CelKind.Object => value.Object.Type.Name,
        CelKind.Opaque => value.Opaque.ToString() ?? "",
        CelKind.Type => value.Type.Name,
        CelKind.Error => value.ErrorMessage,
        _ => "",
    };

    /// <summary>As Go's shortest form: a whole number without a point, and an exponent of two digits at least.</summary>
    public static string Double(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }

        var digits = text[(exponent + 2)..].PadLeft(2, '0');
        return $"{text[..exponent]}e{text[exponent + 1]}{digits}";
    }
}
