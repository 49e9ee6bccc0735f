using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>The components of values that write their JSON themselves: amounts, times, documents of any shape.</summary>
internal static class WellKnownSchemas
{
    /// <summary>The component's name, or null for kinds of values that are written where they stand.</summary>
    public static string? NameOf(SchemaKind kind) => kind switch
    {
        SchemaKind.Quantity => "io.k8s.apimachinery.pkg.api.resource.Quantity",
        SchemaKind.IntOrString => "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
        SchemaKind.RawExtension => "io.k8s.apimachinery.pkg.runtime.RawExtension",
        SchemaKind.Time => SchemaNames.Meta + "Time",
        SchemaKind.MicroTime => SchemaNames.Meta + "MicroTime",
        SchemaKind.Duration => SchemaNames.Meta + "Duration",
        SchemaKind.FieldsV1 => SchemaNames.Meta + "FieldsV1",
        SchemaKind.Json => Extensions("JSON"),
        SchemaKind.JsonSchemaOrArray => Extensions("JSONSchemaPropsOrArray"),
        SchemaKind.JsonSchemaOrBool => Extensions("JSONSchemaPropsOrBool"),
        SchemaKind.JsonSchemaOrStringArray => Extensions("JSONSchemaPropsOrStringArray"),
        _ => null,
    };

    /// <summary>Writes the component; those of any shape are an empty schema.</summary>
    public static void Write(Utf8JsonWriter json, SchemaKind kind)
    {
        json.WriteStartObject();
        switch (kind)
        {
            case SchemaKind.Quantity:
                WriteOneOf(json, "string", "number");
                break;
            case SchemaKind.IntOrString:
                json.WriteString("format"u8, "int-or-string"u8);
                WriteOneOf(json, "integer", "string");
                break;
            case SchemaKind.Time or SchemaKind.MicroTime:
                json.WriteString("type"u8, "string"u8);
                json.WriteString("format"u8, "date-time"u8);
                break;
            case SchemaKind.Duration:
                json.WriteString("type"u8, "string"u8);
                break;
            case SchemaKind.RawExtension or SchemaKind.FieldsV1:
                json.WriteString("type"u8, "object"u8);
                break;
        }

        json.WriteEndObject();
    }

    private static string Extensions(string name) => "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1." + name;

    private static void WriteOneOf(Utf8JsonWriter json, params ReadOnlySpan<string> types)
    {
        json.WriteStartArray("oneOf"u8);
        foreach (var type in types)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
