using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>
/// What schema validation finds wrong, with the words of the real server's validator, and how much it looked at, by which the nearest of several
/// alternatives is told.
/// </summary>
internal sealed class SchemaErrors
{
    private List<FieldError>? _errors;

    /// <summary>What is wrong, in the order in which it was found.</summary>
    public IReadOnlyList<FieldError> All => _errors ?? (IReadOnlyList<FieldError>)[];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsValid => _errors is null;

    /// <summary>How many places were looked at.</summary>
    public int Matches { get; set; }

    /// <summary>Takes over what another validation found.</summary>
    public void Merge(SchemaErrors other)
    {
        Matches += other.Matches;
        if (other._errors is { } errors)
        {
            (_errors ??= []).AddRange(errors);
        }
    }

    public void Required(string path) => Add(FieldErrorType.Required, path, "Required value");

    public void TypeInvalid(string path, string expected, string found) =>
        Add(FieldErrorType.TypeInvalid, path, $"Invalid value: {GoText.Quote(found)}: {path} in body must be of type {expected}: {GoText.Quote(found)}");

    public void Invalid(string path, JsonNode? value, string problem) =>
        Add(FieldErrorType.Invalid, path, $"Invalid value: {FieldValue.Print(value)}: {path} in body {problem}");

    public void Invalid(string path, long value, string problem) =>
        Add(FieldErrorType.Invalid, path, string.Create(CultureInfo.InvariantCulture, $"Invalid value: {value}: {path} in body {problem}"));

    public void NotSupported(string path, JsonNode? value, IEnumerable<string> supported) =>
        Add(FieldErrorType.NotSupported, path, $"Unsupported value: {FieldValue.Print(value)}: supported values: {string.Join(", ", supported.Select(GoText.Quote))}");

    public void TooLong(string path, long maximum) =>
        Add(FieldErrorType.TooLong, path, string.Create(CultureInfo.InvariantCulture, $"Too long: may not be more than {maximum} bytes"));

    public void TooMany(string path, long actual, long maximum) =>
        Add(FieldErrorType.TooMany, path, string.Create(CultureInfo.InvariantCulture, $"Too many: {actual}: must have at most {maximum} items"));

    /// <summary>A number that its format cannot hold is no error of a field, with a real server.</summary>
    public void Unrepresentable(string path, string type, string format) => Add(
        FieldErrorType.InternalError, "<nil>", $"Internal error: Checked value must be of type {type} with format {format} in {path}");

    /// <summary>What is said of alternatives names no field of its own: the path is in the words.</summary>
    public void Junctor(string path, string problem) => Add(FieldErrorType.Invalid, "<nil>", $"Invalid value: \"\": {GoText.Quote(path)} {problem}");

    private void Add(FieldErrorType type, string path, string body) => (_errors ??= []).Add(new FieldError(type, path, body));
}
