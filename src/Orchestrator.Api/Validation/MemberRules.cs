using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Strategies;

namespace Orchestrator.Api.Validation;

/// <summary>The rules for single fields that nearly every kind has. They take the field's parent and name, so that a path is only made for an error.</summary>
internal static class MemberRules
{
    private const string NegativeMessage = "must be greater than or equal to 0";

    /// <summary>A number that may not be negative; absent is good.</summary>
    public static void NonNegative(long? value, FieldErrors errors, FieldPath parent, string field)
    {
        if (value < 0)
        {
            errors.Invalid(parent.Child(field), value, NegativeMessage);
        }
    }

    /// <summary>A number that may not be more than another, as in status.</summary>
    public static void NotGreater(int? value, int? limit, string limitName, FieldErrors errors, FieldPath parent, string field)
    {
        if ((value ?? 0) > (limit ?? 0))
        {
            errors.Invalid(parent.Child(field), value, $"cannot be greater than {limitName}");
        }
    }

    /// <summary>An enumerated field that must have a value.</summary>
    public static void OneOf(string? value, string[] supported, FieldErrors errors, FieldPath parent, string field)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(parent.Child(field));
        }
        else
        {
            Supported(value, supported, errors, parent, field);
        }
    }

    /// <summary>An enumerated field that may be absent; empty is not absent.</summary>
    public static void Supported(string? value, string[] supported, FieldErrors errors, FieldPath parent, string field)
    {
        if (value is not null && Array.IndexOf(supported, value) < 0)
        {
            errors.NotSupported(parent.Child(field), value, supported);
        }
    }

    /// <summary>Text that must be there.</summary>
    public static void Required(string? value, FieldErrors errors, FieldPath parent, string field, string detail = "")
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(parent.Child(field), detail);
        }
    }

    /// <summary>Text that must be there and well-formed.</summary>
    public static void RequiredName(string? value, Func<string, IReadOnlyList<string>> rule, FieldErrors errors, FieldPath parent, string field)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(parent.Child(field));
        }
        else
        {
            Name(value, rule, errors, parent, field);
        }
    }

    /// <summary>Text that is well-formed if it is there.</summary>
    public static void Name(string? value, Func<string, IReadOnlyList<string>> rule, FieldErrors errors, FieldPath parent, string field)
    {
        if (!string.IsNullOrEmpty(value) && rule(value) is { Count: > 0 } messages)
        {
            errors.Invalid(parent.Child(field), value, messages);
        }
    }

    /// <summary>A part of an object that stays as it was made.</summary>
    public static void Unchanged(IJsonModel? now, IJsonModel? before, FieldErrors errors, FieldPath parent, string field)
    {
        if (!SpecEquality.Same(now, before))
        {
            errors.Invalid(parent.Child(field), now, FieldRules.ImmutableMessage);
        }
    }

    /// <summary>A value that stays as it was made; absent text equals empty text.</summary>
    public static void UnchangedValue<T>(T? now, T? before, FieldErrors errors, FieldPath parent, string field)
    {
        var same = now is string or null && before is string or null
            ? string.Equals(now as string ?? "", before as string ?? "", StringComparison.Ordinal)
            : EqualityComparer<T>.Default.Equals(now, before);
        if (!same)
        {
            errors.Invalid(parent.Child(field), now, FieldRules.ImmutableMessage);
        }
    }

    /// <summary>A counter of a status that never goes back.</summary>
    public static void NotDecremented(int? now, int? before, FieldErrors errors, FieldPath parent, string field)
    {
        if (before is { } known && (now is null || now < known))
        {
            errors.Invalid(parent.Child(field), now ?? 0, "cannot be decremented");
        }
    }
}
