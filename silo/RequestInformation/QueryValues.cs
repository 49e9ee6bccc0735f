using System.Globalization;
using Orchestrator.Api.Errors;

namespace Orchestrator.Silo.RequestInformation;

/// <summary>Converts the values of query parameters as a real server does.</summary>
internal static class QueryValues
{
    /// <summary>Present and not "false" or "0" is true (a real server's <c>Convert_Slice_string_To_bool</c>).</summary>
    public static bool Boolean(string value) =>
        !string.Equals(value, "0", StringComparison.Ordinal) && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number; null for an empty value.</summary>
    /// <exception cref="ApiException">It is no number (400).</exception>
    public static long? Number(string value)
    {
        if (value.Length == 0)
        {
            return null;
        }

        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ApiException(StatusFactory.BadRequest($"strconv.ParseInt: parsing \"{value}\": invalid syntax"));
    }
}
