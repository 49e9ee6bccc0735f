namespace Orchestrator.Api.Errors;

/// <summary>One thing wrong with one field, worded as Kubernetes' <c>field.Error</c>.</summary>
/// <param name="Type">What is wrong.</param>
/// <param name="Field">The field's path, as text.</param>
/// <param name="Body">The message without the field: <c>Invalid value: "x": must be ...</c></param>
public sealed record FieldError(FieldErrorType Type, string Field, string Body)
{
    /// <summary>The <c>reason</c> of the cause in a Status.</summary>
    public string Reason => Type switch
    {
        FieldErrorType.Required => "FieldValueRequired",
        FieldErrorType.Invalid => "FieldValueInvalid",
        FieldErrorType.NotSupported => "FieldValueNotSupported",
        FieldErrorType.Forbidden => "FieldValueForbidden",
        FieldErrorType.Duplicate => "FieldValueDuplicate",
        FieldErrorType.TooLong => "FieldValueTooLong",
        FieldErrorType.TooMany => "FieldValueTooMany",
        FieldErrorType.NotFound => "FieldValueNotFound",
        FieldErrorType.TypeInvalid => "FieldValueTypeInvalid",
        _ => "InternalError",
    };

    /// <summary>Words an error about a value.</summary>
    internal static FieldError About(FieldErrorType type, FieldPath? path, object? value, string detail) =>
        Create(type, path, $"{Text(type)}: {FieldValue.Print(value)}", detail);

    /// <summary>Words an error that does not repeat the value.</summary>
    internal static FieldError Plain(FieldErrorType type, FieldPath? path, string detail) => Create(type, path, Text(type), detail);

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Body}";

    private static FieldError Create(FieldErrorType type, FieldPath? path, string body, string detail) =>
        new(type, path?.ToString() ?? "<nil>", detail.Length == 0 ? body : $"{body}: {detail}");

    private static string Text(FieldErrorType type) => type switch
    {
        FieldErrorType.Required => "Required value",
        FieldErrorType.NotSupported => "Unsupported value",
        FieldErrorType.Forbidden => "Forbidden",
        FieldErrorType.Duplicate => "Duplicate value",
        FieldErrorType.TooLong => "Too long",
        FieldErrorType.TooMany => "Too many",
        FieldErrorType.NotFound => "Not found",
        FieldErrorType.InternalError => "Internal error",
        _ => "Invalid value",
    };
}
