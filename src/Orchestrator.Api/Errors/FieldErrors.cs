using System.Collections;

namespace Orchestrator.Api.Errors;

/// <summary>
/// Gathers everything wrong with an object, so that a client learns it all at once (Kubernetes' <c>field.ErrorList</c>).
/// Costs nothing until the first error.
/// </summary>
public sealed class FieldErrors : IReadOnlyCollection<FieldError>
{
    private List<FieldError>? _errors;

    /// <inheritdoc/>
    public int Count => _errors?.Count ?? 0;

    /// <summary>The field is needed and has no value.</summary>
    public void Required(FieldPath path, string detail = "") => Add(FieldError.Plain(FieldErrorType.Required, path, detail));

    /// <summary>The value is malformed or out of bounds.</summary>
    public void Invalid(FieldPath? path, object? value, string detail) => Add(FieldError.About(FieldErrorType.Invalid, path, value, detail));

    /// <summary>One error for each message that a rule gave about the value; none if there are no messages.</summary>
    public void Invalid(FieldPath? path, object? value, IReadOnlyList<string> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            Invalid(path, value, messages[i]);
        }
    }

    /// <summary>The value is none of those supported, which are listed as given.</summary>
    public void NotSupported(FieldPath path, object? value, IReadOnlyList<string> supported)
    {
        var detail = supported.Count == 0 ? "" : "supported values: " + string.Join(", ", supported.Select(GoText.Quote));
        Add(FieldError.About(FieldErrorType.NotSupported, path, value, detail));
    }

    /// <summary>The value is well-formed but not permitted here.</summary>
    public void Forbidden(FieldPath path, string detail) => Add(FieldError.Plain(FieldErrorType.Forbidden, path, detail));

    /// <summary>The value must be unique and is not.</summary>
    public void Duplicate(FieldPath path, object? value) => Add(FieldError.About(FieldErrorType.Duplicate, path, value, ""));

    /// <summary>The value has more than so many bytes.</summary>
    public void TooLong(FieldPath path, int maximumBytes) =>
        Add(FieldError.Plain(FieldErrorType.TooLong, path, maximumBytes < 0 ? "value is too long" : $"may not be more than {maximumBytes} bytes"));

    /// <summary>The list has more than so many items.</summary>
    public void TooMany(FieldPath path, int actual, int maximum) =>
        Add(FieldError.About(FieldErrorType.TooMany, path, actual, $"must have at most {maximum} items"));

    /// <summary>The value names something that is not there.</summary>
    public void NotFound(FieldPath path, object? value) => Add(FieldError.About(FieldErrorType.NotFound, path, value, ""));

    /// <summary>The value has the wrong type.</summary>
    public void TypeInvalid(FieldPath path, object? value, string detail) => Add(FieldError.About(FieldErrorType.TypeInvalid, path, value, detail));

    /// <summary>Something else than the input failed.</summary>
    public void InternalError(FieldPath path, string detail) => Add(FieldError.Plain(FieldErrorType.InternalError, path, detail));

    /// <summary>Adds an error.</summary>
    public void Add(FieldError error) => (_errors ??= []).Add(error);

    /// <inheritdoc/>
    public IEnumerator<FieldError> GetEnumerator() => (_errors ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>All errors as one message, each once: one alone plain, several in brackets.</summary>
    public override string ToString() => Count == 0 ? "" : GoText.Aggregate(this.Select(error => error.ToString()));
}
