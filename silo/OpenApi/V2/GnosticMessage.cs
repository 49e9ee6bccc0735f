namespace Orchestrator.Silo.OpenApi.V2;

/// <summary>How a value of an OpenAPI v2 document stands in the protobuf form of it.</summary>
internal enum GnosticShape
{
    Text,
    Texts,
    Number,
    Double,
    Flag,

    /// <summary>A value of any shape: a message that holds its YAML.</summary>
    Any,

    /// <summary>A list of such values.</summary>
    Anys,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A list of messages.</summary>
    Messages,

    /// <summary>A message that holds names and messages.</summary>
    Map,

    /// <summary>A message that holds a list of texts, where the document may have one text or several.</summary>
    TextOrTexts,
}

/// <summary>A field of a message: its number there, and how it is written.</summary>
internal readonly record struct GnosticField(int Number, GnosticShape Shape, string Message = "", int Inner = 1);

/// <summary>
/// The messages of OpenAPI v2 in protobuf that our document uses, as published with the gnostic compiler (openapiv2/OpenAPIv2.proto, package
/// <c>openapi.v2</c>): by JSON member, the number and shape. A member that begins with <c>x-</c> is an extension, which has its own number.
/// </summary>
internal sealed record GnosticMessage(int Extensions, IReadOnlyDictionary<string, GnosticField> Fields)
{
    private static readonly Dictionary<string, GnosticField> ParameterFields = new(StringComparer.Ordinal)
    {
        ["required"] = new(1, GnosticShape.Flag),
        ["in"] = new(2, GnosticShape.Text),
        ["description"] = new(3, GnosticShape.Text),
        ["name"] = new(4, GnosticShape.Text),
    };

    /// <summary>The messages by name.</summary>
    public static IReadOnlyDictionary<string, GnosticMessage> All { get; } = new Dictionary<string, GnosticMessage>(StringComparer.Ordinal)
    {
        ["Document"] = new(16, Of(
            ("swagger", new(1, GnosticShape.Text)),
            ("info", new(2, GnosticShape.Message, "Info")),
            ("paths", new(8, GnosticShape.Map, "PathItem", Inner: 2)),
            ("definitions", new(9, GnosticShape.Map, "Schema")))),
        ["Info"] = new(7, Of(("title", new(1, GnosticShape.Text)), ("version", new(2, GnosticShape.Text)))),
        ["PathItem"] = new(10, Of(
            ("get", Operation(2)),
            ("put", Operation(3)),
            ("post", Operation(4)),
            ("delete", Operation(5)),
            ("options", Operation(6)),
            ("head", Operation(7)),
            ("patch", Operation(8)),
            ("parameters", new(9, GnosticShape.Messages, "ParametersItem")))),
        ["Operation"] = new(13, Of(
            ("tags", new(1, GnosticShape.Texts)),
            ("description", new(3, GnosticShape.Text)),
            ("operationId", new(5, GnosticShape.Text)),
            ("produces", new(6, GnosticShape.Texts)),
            ("consumes", new(7, GnosticShape.Texts)),
            ("parameters", new(8, GnosticShape.Messages, "ParametersItem")),
            ("responses", new(9, GnosticShape.Map, "ResponseValue")))),
        ["Response"] = new(5, Of(("description", new(1, GnosticShape.Text)), ("schema", new(2, GnosticShape.Message, "SchemaItem")))),
        ["BodyParameter"] = new(6, Of(
            ("description", new(1, GnosticShape.Text)),
            ("name", new(2, GnosticShape.Text)),
            ("in", new(3, GnosticShape.Text)),
            ("required", new(4, GnosticShape.Flag)),
            ("schema", new(5, GnosticShape.Message, "Schema")))),
        ["PathParameter"] = new(22, Of([.. Pairs(ParameterFields), ("type", new(5, GnosticShape.Text)), ("format", new(6, GnosticShape.Text)), ("uniqueItems", new(19, GnosticShape.Flag))])),
        ["QueryParameter"] = new(23, Of([.. Pairs(ParameterFields), ("type", new(6, GnosticShape.Text)), ("format", new(7, GnosticShape.Text)), ("uniqueItems", new(20, GnosticShape.Flag))])),
        ["Schema"] = new(31, Of(
            ("$ref", new(1, GnosticShape.Text)),
            ("format", new(2, GnosticShape.Text)),
            ("title", new(3, GnosticShape.Text)),
            ("description", new(4, GnosticShape.Text)),
            ("default", new(5, GnosticShape.Any)),
            ("multipleOf", new(6, GnosticShape.Double)),
            ("maximum", new(7, GnosticShape.Double)),
            ("exclusiveMaximum", new(8, GnosticShape.Flag)),
            ("minimum", new(9, GnosticShape.Double)),
            ("exclusiveMinimum", new(10, GnosticShape.Flag)),
            ("maxLength", new(11, GnosticShape.Number)),
            ("minLength", new(12, GnosticShape.Number)),
            ("pattern", new(13, GnosticShape.Text)),
            ("maxItems", new(14, GnosticShape.Number)),
            ("minItems", new(15, GnosticShape.Number)),
            ("uniqueItems", new(16, GnosticShape.Flag)),
            ("maxProperties", new(17, GnosticShape.Number)),
            ("minProperties", new(18, GnosticShape.Number)),
            ("required", new(19, GnosticShape.Texts)),
            ("enum", new(20, GnosticShape.Anys)),
            ("additionalProperties", new(21, GnosticShape.Message, "AdditionalPropertiesItem")),
            ("type", new(22, GnosticShape.TextOrTexts)),
            ("items", new(23, GnosticShape.Message, "ItemsItem")),
            ("properties", new(25, GnosticShape.Map, "Schema")),
            ("example", new(30, GnosticShape.Any)))),
    };

    private static GnosticField Operation(int number) => new(number, GnosticShape.Message, "Operation");

    private static IEnumerable<(string, GnosticField)> Pairs(Dictionary<string, GnosticField> fields) => fields.Select(field => (field.Key, field.Value));

    private static Dictionary<string, GnosticField> Of(params IEnumerable<(string Name, GnosticField Field)> fields) =>
        fields.ToDictionary(field => field.Name, field => field.Field, StringComparer.Ordinal);
}
