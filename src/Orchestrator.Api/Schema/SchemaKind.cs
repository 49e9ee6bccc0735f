namespace Orchestrator.Api.Schema;

/// <summary>What a value is, as the API's tables name it.</summary>
public enum SchemaKind
{
    /// <summary>Any JSON value.</summary>
    Any,

    /// <summary>Any JSON value, in protobuf wrapped in a message of its own (<c>apiextensions.JSON</c>).</summary>
    Json,

    /// <summary>A string.</summary>
    String,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>A 32-bit integer.</summary>
    Int32,

    /// <summary>A 64-bit integer.</summary>
    Int64,

    /// <summary>A floating-point number.</summary>
    Double,

    /// <summary>Bytes, base64 in JSON.</summary>
    Bytes,

    /// <summary>An amount of a resource.</summary>
    Quantity,

    /// <summary>An integer or a string.</summary>
    IntOrString,

    /// <summary>A point in time, to the second.</summary>
    Time,

    /// <summary>A point in time, to the microsecond.</summary>
    MicroTime,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>The set of fields that a manager owns.</summary>
    FieldsV1,

    /// <summary>An object of any kind (<c>RawExtension</c>).</summary>
    RawExtension,

    /// <summary>A list.</summary>
    Array,

    /// <summary>A map with string keys.</summary>
    Map,

    /// <summary>An object with fields of its own.</summary>
    Object,

    /// <summary>In a JSON schema: a schema or a list of them.</summary>
    JsonSchemaOrArray,

    /// <summary>In a JSON schema: a schema or a boolean.</summary>
    JsonSchemaOrBool,

    /// <summary>In a JSON schema: a schema or a list of strings.</summary>
    JsonSchemaOrStringArray,
}
