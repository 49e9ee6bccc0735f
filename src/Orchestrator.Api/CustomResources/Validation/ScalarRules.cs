using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>The rules for strings, numbers and enums.</summary>
internal static class ScalarRules
{
    /// <summary>Checks a string, number or truth value.</summary>
    public static void Check(JsonNode value, SchemaNode schema, string path, SchemaErrors errors)
    {
        if (JsonKind.Text(value) is { } text)
        {
            CheckText(text, schema, path, errors);
        }
        else if (JsonKind.Number(value) is { } number)
        {
            CheckNumber(value, number, schema, path, errors);
        }

        CheckEnum(value, schema.Rules, path, errors);
    }

    /// <summary>Checks that a value is one of those that are allowed.</summary>
    public static void CheckEnum(JsonNode? value, ValueRules? rules, string path, SchemaErrors errors)
    {
        if (rules?.Enum is not { } allowed)
        {
            return;
        }

        foreach (var candidate in allowed)
        {
            if (JsonNode.DeepEquals(candidate, value))
            {
                return;
            }
        }

        errors.NotSupported(path, value, allowed.Select(candidate => JsonKind.Text(candidate) ?? GoText.Json(candidate)));
    }

    private static void CheckText(string text, SchemaNode schema, string path, SchemaErrors errors)
    {
        if (schema.Rules is { } rules)
        {
            var length = rules.MaxLength is null && rules.MinLength is null ? 0 : text.EnumerateRunes().Count();
            if (rules.MaxLength is { } maximum && length > maximum)
            {
                errors.TooLong(path, maximum);
            }
            else if (rules.MinLength is { } minimum && length < minimum)
            {
                errors.Invalid(path, text, $"should be at least {minimum} chars long");
            }
            else if (rules.Expression?.Value is { } expression && !IsMatch(expression, text))
            {
                errors.Invalid(path, text, $"should match '{rules.Pattern}'");
            }
        }

        if (schema.Format.Length > 0 && !ValueFormats.IsMatch(schema.Format, text))
        {
            errors.TypeInvalid(path, schema.Format, text);
        }
    }

    private static bool IsMatch(Regex expression, string text)
    {
        try
        {
            return expression.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static void CheckNumber(JsonNode value, double number, SchemaNode schema, string path, SchemaErrors errors)
    {
        if (schema.Format == "int32" && number is < int.MinValue or > int.MaxValue)
        {
            errors.Unrepresentable(path, schema.Type, schema.Format);
            return;
        }

        if (schema.Rules is not { } rules)
        {
            return;
        }

        if (rules.MultipleOf is { } factor && factor > 0 && !IsMultiple(number, factor))
        {
            errors.Invalid(path, value, $"should be a multiple of {Text(factor)}");
        }

        if (rules.Maximum is { } maximum && (number > maximum || (rules.ExclusiveMaximum && number == maximum)))
        {
            errors.Invalid(path, value, $"should be less than {(rules.ExclusiveMaximum ? "" : "or equal to ")}{Text(maximum)}");
        }

        if (rules.Minimum is { } minimum && (number < minimum || (rules.ExclusiveMinimum && number == minimum)))
        {
            errors.Invalid(path, value, $"should be greater than {(rules.ExclusiveMinimum ? "" : "or equal to ")}{Text(minimum)}");
        }
    }

    private static bool IsMultiple(double number, double factor)
    {
        var quotient = number / factor;
        return quotient == Math.Floor(quotient);
    }

    /// <summary>As <c>%v</c> prints a float.</summary>
    private static string Text(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e21
        ? number.ToString("F0", CultureInfo.InvariantCulture) is var whole && Math.Abs(number) < 1e6 ? whole : GoExponent(number)
        : GoExponent(number);

    private static string GoExponent(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(number) is >= 1e-4 and < 1e21 && number != Math.Floor(number))
        {
            return text;
        }

        // Go writes large floats as 1e+06
        var parts = number.ToString("0.################E+00", CultureInfo.InvariantCulture).Split('E');
        return $"{parts[0]}e{parts[1]}";
    }
}
