using System.Text.Json;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Validation;

/// <summary>Rules that put their errors in place themselves: what many fields of many kinds must hold to.</summary>
public static class FieldRules
{
    /// <summary>The message for what may not change.</summary>
    public const string ImmutableMessage = "field is immutable";

    /// <summary>An absent list or object as errors print it (a null value prints as text).</summary>
    internal static readonly JsonElement Null = JsonElement.Parse("null");

    /// <summary>A value as errors print objects.</summary>
    internal static JsonElement Json(IJsonModel? value) => value is null ? Null : JsonElement.Parse(JsonModel.ToBytes(value));

    /// <summary>A text that must be there and may stand in a path: kinds and names in references.</summary>
    public static void RequiredSegment(string? value, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(path);
        }
        else
        {
            errors.Invalid(path, value, NameRules.PathSegment(value));
        }
    }

    /// <summary>A DNS subdomain that must be there.</summary>
    public static void RequiredSubdomain(string? value, FieldErrors errors, FieldPath path, string detail = "")
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(path, detail);
        }
        else
        {
            errors.Invalid(path, value, NameRules.Dns1123Subdomain(value));
        }
    }

    /// <summary>A number that may not be negative; absent is good.</summary>
    public static void NonNegative(long? value, FieldErrors errors, FieldPath path)
    {
        if (value is { } number)
        {
            errors.Invalid(path, number, ValueRules.NonNegative(number));
        }
    }

    /// <summary>A value of a closed set.</summary>
    public static void OneOf(string value, IReadOnlyList<string> supported, FieldErrors errors, FieldPath path)
    {
        if (!supported.Contains(value, StringComparer.Ordinal))
        {
            errors.NotSupported(path, value, supported);
        }
    }

    /// <summary>A text that may not change; absent equals empty.</summary>
    public static void Immutable(string? value, string? old, FieldErrors errors, FieldPath path)
    {
        if (!string.Equals(value ?? "", old ?? "", StringComparison.Ordinal))
        {
            errors.Invalid(path, value ?? "", ImmutableMessage);
        }
    }
}
