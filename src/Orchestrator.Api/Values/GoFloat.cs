using System.Globalization;

namespace Orchestrator.Api.Values;

/// <summary>Formats floating-point numbers as Go's encoding/json does.</summary>
internal static class GoFloat
{
    /// <summary>The shortest text that reads back, with an exponent only below 1e-6 and from 1e21.</summary>
    public static string Format(double value)
    {
        var magnitude = Math.Abs(value);
        if (magnitude is 0 or (>= 1e-6 and < 1e21))
        {
            var plain = value.ToString("R", CultureInfo.InvariantCulture);
            return plain.Contains('E', StringComparison.Ordinal) ? decimal.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : plain;
        }

        // Go writes 1e-7 and 1e+21; .NET writes 1E-07 and 1E+21.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? text : $"{text.AsSpan(0, exponent)}e{text[exponent + 1]}{text.AsSpan(exponent + 2).TrimStart('0')}";
    }
}
