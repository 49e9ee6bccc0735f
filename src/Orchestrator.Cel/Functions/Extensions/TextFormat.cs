using System.Globalization;
using System.Text;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions.Extensions;

/// <summary><c>'%s is %d'.format([a, b])</c>: %s, %d, %f, %e, %b, %o, %x, %X.</summary>
internal static class TextFormat
{
    /// <summary>Formats.</summary>
    public static CelValue Format(CelValue text, CelValue values)
    {
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < text.String.Length; i++)
        {
            if (text.String[i] != '%')
            {
                result.Append(text.String[i]);
                continue;
            }

            if (++i == text.String.Length)
            {
                return CelValue.Error("unexpected end of string");
            }

            if (text.String[i] == '%')
            {
                result.Append('%');
                continue;
            }

            var precision = 6;
            if (text.String[i] == '.')
            {
                var start = ++i;
                while (i < text.String.Length && char.IsAsciiDigit(text.String[i]))
                {
                    i++;
                }

                if (i == text.String.Length || !int.TryParse(text.String.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out precision) || precision > 100)
                {
                    return CelValue.Error("error while parsing formatting clause: invalid precision");
                }
            }

            if (next == values.List.Count)
            {
                return CelValue.Error($"index {next} out of range");
            }

            var one = One(text.String[i], values.List[next++], precision, out var problem);
            if (one is null)
            {
                return CelValue.Error(problem);
            }

            result.Append(one);
        }

        return next < values.List.Count ? CelValue.Error("too many arguments supplied to string.format") : CelValue.Of(result.ToString());
    }

    /// <summary>A text in quotes, with escapes.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            result.Append(c switch
            {
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                '\\' => "\\\\",
                '"' => "\\\"",
                _ => c.ToString(),
            });
        }

        return result.Append('"').ToString();
    }

    private static string? One(char verb, CelValue value, int precision, out string problem)
    {
        problem = "";
        switch (verb, value.Kind)
        {
            case ('s', _):
                return CelText.Show(value);
            case ('d', CelKind.Int or CelKind.Uint):
                return CelText.Show(value);
            case ('d', CelKind.Double) when !double.IsFinite(value.Double):
                return Special(value.Double);
            case ('f' or 'e', CelKind.Double or CelKind.Int or CelKind.Uint):
                return Real(verb, value.Kind == CelKind.Double ? value.Double : value.Kind == CelKind.Int ? value.Int : value.Uint, precision);
            case ('b', CelKind.Bool):
                return value.Bool ? "1" : "0";
            case ('b' or 'o' or 'x' or 'X', CelKind.Int or CelKind.Uint):
                return Digits(verb, value);
            case ('x' or 'X', CelKind.String or CelKind.Bytes):
                var hex = Convert.ToHexString(value.Kind == CelKind.Bytes ? value.Bytes : Encoding.UTF8.GetBytes(value.String));
                return verb == 'x' ? hex.ToLowerInvariant() : hex;
            case ('d' or 'f' or 'e' or 'b' or 'o' or 'x' or 'X', _):
                problem = $"error during formatting: %{verb} cannot be applied to {Types.TypeNames.Of(value)}";
                return null;
            default:
                problem = $"could not parse formatting clause: unrecognized formatting clause \"{verb}\"";
                return null;
        }
    }

    private static string Special(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static string Real(char verb, double value, int precision)
    {
        if (!double.IsFinite(value))
        {
            return Special(value);
        }

        var places = precision == 0 ? "" : "." + new string('0', precision);
        return value.ToString(verb == 'f' ? "F" + precision.ToString(CultureInfo.InvariantCulture) : $"0{places}e+00", CultureInfo.InvariantCulture);
    }

    private static string Digits(char verb, CelValue value)
    {
        var negative = value.Kind == CelKind.Int && value.Int < 0;
        var amount = negative ? (ulong)-(value.Int + 1) + 1 : value.Uint;
        var digits = verb switch
        {
            'b' => amount.ToString("b", CultureInfo.InvariantCulture),
            'x' => amount.ToString("x", CultureInfo.InvariantCulture),
            'X' => amount.ToString("X", CultureInfo.InvariantCulture),
            _ => Octal(amount),
        };
        return negative ? "-" + digits : digits;
    }

    private static string Octal(ulong amount)
    {
        var digits = "";
        do
        {
            digits = (char)('0' + (amount & 7)) + digits;
            amount >>= 3;
        }
        while (amount > 0);
        return digits;
    }
}
