using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for numbers that may be given as a share of a whole: how many pods of a set may be down, or be there on top.</summary>
internal static class AmountRules
{
    /// <summary>A number that is not negative, or a percentage.</summary>
    public static void NumberOrPercentage(IntOrString value, FieldErrors errors, FieldPath path)
    {
        if (value.IsString)
        {
            errors.Invalid(path, value, ValueRules.Percentage(value.StringValue));
        }
        else if (value.IntValue < 0)
        {
            errors.Invalid(path, value.IntValue, "must be greater than or equal to 0");
        }
    }

    /// <summary>Not more than everything.</summary>
    public static void NotMoreThanAll(IntOrString value, FieldErrors errors, FieldPath path)
    {
        if (Percent(value) > 100)
        {
            errors.Invalid(path, value, "must not be greater than 100%");
        }
    }

    /// <summary>Whether it stands for nothing. What is no percentage counts as nothing.</summary>
    public static bool IsZero(IntOrString value) => value.IsString ? Percent(value) is null or 0 : value.IntValue == 0;

    // Beyond the range of a number it is more than everything, however much.
    private static long? Percent(IntOrString value)
    {
        if (!value.IsString || ValueRules.Percentage(value.StringValue).Count > 0)
        {
            return null;
        }

        return long.TryParse(value.StringValue.AsSpan(0, value.StringValue.Length - 1), System.Globalization.CultureInfo.InvariantCulture, out var percent)
            ? percent
            : long.MaxValue;
    }
}
