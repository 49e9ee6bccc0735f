using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.CustomResources.Kinds;

/// <summary>Makes a structural schema into the same table of fields as built-in types have, for apply, patches, OpenAPI and explain.</summary>
internal static class TypeSchemaMaker
{
    private static readonly ValueSchema Any = new(SchemaKind.Any);

    /// <summary>The table of a resource: what every object has, and what the schema names.</summary>
    public static TypeSchema Make(string name, JSONSchemaProps root)
    {
        var fields = new List<FieldSchema>
        {
            new() { Name = "apiVersion", Value = new ValueSchema(SchemaKind.String), Optional = true, OmitEmpty = true },
            new() { Name = "kind", Value = new ValueSchema(SchemaKind.String), Optional = true, OmitEmpty = true },
            new() { Name = "metadata", Value = TypeSchemas.Get("meta/v1.ObjectMeta").AsValue(), Optional = true, OmitEmpty = true },
        };
        fields.AddRange(Fields(root, name).Where(field => field.Name is not ("apiVersion" or "kind" or "metadata")));
        return new TypeSchema(name, fields) { PreserveUnknownFields = root.XKubernetesPreserveUnknownFields == true };
    }

    private static IEnumerable<FieldSchema> Fields(JSONSchemaProps schema, string path) =>
        (schema.Properties ?? []).OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => Field(schema, property.Key, property.Value, path));

    private static FieldSchema Field(JSONSchemaProps parent, string name, JSONSchemaProps schema, string path)
    {
        var optional = parent.Required?.Contains(name) != true;
        return new FieldSchema
        {
            Name = name,
            Value = Value(schema, $"{path}.{name}"),
            Optional = optional,
            OmitEmpty = optional,
            Nullable = schema.Nullable == true,
            ListType = schema.XKubernetesListType switch { "map" => ListType.Map, "set" => ListType.Set, "atomic" => ListType.Atomic, _ => null },
            ListMapKeys = schema.XKubernetesListMapKeys ?? [],
            Atomic = schema.XKubernetesMapType switch { "atomic" => true, "granular" => false, _ => null },
            Default = schema.Default.IsEmpty ? null : schema.Default.ToString(),
            EnumValues = schema.Type == "string" && schema.Enum is { } values
                ? [.. values.Select(value => value.ToNode()?.GetValueKind() == System.Text.Json.JsonValueKind.String ? (string)value.ToNode()! : value.ToString())]
                : [],
        };
    }

    private static ValueSchema Value(JSONSchemaProps schema, string path)
    {
        if (schema.XKubernetesIntOrString == true)
        {
            return new ValueSchema(SchemaKind.IntOrString);
        }

        if (schema.XKubernetesEmbeddedResource == true)
        {
            return new ValueSchema(Make(path, schema));
        }

        return schema.Type switch
        {
            "string" => new ValueSchema(SchemaKind.String),
            "integer" => new ValueSchema(schema.Format == "int32" ? SchemaKind.Int32 : SchemaKind.Int64),
            "number" => new ValueSchema(SchemaKind.Double),
            "boolean" => new ValueSchema(SchemaKind.Boolean),
            "array" => new ValueSchema(SchemaKind.Array, schema.Items?.Schema is { } item ? Value(item, path) : Any),
            "object" => Object(schema, path),
            _ => Any,
        };
    }

    private static ValueSchema Object(JSONSchemaProps schema, string path)
    {
        if (schema.Properties is not { Count: > 0 } && schema.XKubernetesPreserveUnknownFields != true && schema.AdditionalProperties?.Schema is { } values)
        {
            return new ValueSchema(SchemaKind.Map, Value(values, path));
        }

        return new ValueSchema(new TypeSchema(path, [.. Fields(schema, path)])
        {
            PreserveUnknownFields = schema.XKubernetesPreserveUnknownFields == true,
            Atomic = schema.XKubernetesMapType == "atomic",
            AdditionalFields = schema.AdditionalProperties is { } additional ? additional.Schema is { } given ? Value(given, path) : Any : null,
        });
    }
}
