namespace Orchestrator.Api.Errors;

/// <summary>What is wrong with a field. Each has a cause reason (<c>FieldValueRequired</c>) and a text (<c>Required value</c>).</summary>
public enum FieldErrorType
{
    /// <summary>The field is needed and has no value.</summary>
    Required,

    /// <summary>The value is malformed or out of bounds.</summary>
    Invalid,

    /// <summary>The value is none of those that an enumerated field knows.</summary>
    NotSupported,

    /// <summary>The value is well-formed but not permitted under the present conditions.</summary>
    Forbidden,

    /// <summary>The value must be unique and is not.</summary>
    Duplicate,

    /// <summary>The value has too many bytes; it is not repeated in the message.</summary>
    TooLong,

    /// <summary>The list has too many items.</summary>
    TooMany,

    /// <summary>The value names something that is not there.</summary>
    NotFound,

    /// <summary>The value has the wrong type.</summary>
    TypeInvalid,

    /// <summary>Something else than the input failed.</summary>
    InternalError,
}
