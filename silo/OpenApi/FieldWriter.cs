using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>
/// Writes the schema of a field, with the extensions by which clients merge patches. Defaults follow Kubernetes' generator: the declared one;
/// else <c>{}</c> for an object that is always there, and the zero of a scalar that is never left out.
/// </summary>
internal static class FieldWriter
{
    /// <summary>Writes the schema of a field.</summary>
    public static void Write(Utf8JsonWriter json, FieldSchema field, string? description, Components components)
    {
        json.WriteStartObject();
        if (description is not null)
        {
            json.WriteString("description"u8, description);
        }

        WriteShape(json, field.Value, field.EnumValues, components);
        if (field.Default is { } declared)
        {
            json.WritePropertyName("default"u8);
            json.WriteRawValue(declared);
        }
        else if (!field.Pointer && (field.Value.Kind == SchemaKind.Object || !(field.OmitEmpty || field.OmitZero)))
        {
            WriteZero(json, field.Value);
        }

        if (field.Nullable)
        {
            json.WriteBoolean("nullable"u8, true);
        }

        WriteMerging(json, field);
        json.WriteEndObject();
    }

    /// <summary>Writes the schema of a list's items or a map's values.</summary>
    public static void WriteElement(Utf8JsonWriter json, ValueSchema value, IReadOnlyList<string> allowed, Components components)
    {
        json.WriteStartObject();
        WriteShape(json, value, allowed, components);
        WriteZero(json, value);
        json.WriteEndObject();
    }

    /// <summary>Writes a reference such that other members may stand beside it, which OpenAPI 3.0 allows within allOf only.</summary>
    public static void WriteReference(Utf8JsonWriter json, string reference)
    {
        json.WriteStartArray("allOf"u8);
        json.WriteStartObject();
        json.WriteString("$ref"u8, reference);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteShape(Utf8JsonWriter json, ValueSchema value, IReadOnlyList<string> allowed, Components components)
    {
        switch (value.Kind)
        {
            case SchemaKind.Array:
                json.WriteString("type"u8, "array"u8);
                json.WritePropertyName("items"u8);
                WriteElement(json, value.Items!, allowed, components);
                break;
            case SchemaKind.Map:
                json.WriteString("type"u8, "object"u8);
                json.WritePropertyName("additionalProperties"u8);
                WriteElement(json, value.Items!, [], components);
                break;
            case SchemaKind.Object when IsBuiltIn(value.Object!):
                WriteReference(json, components.Reference(value.Object!));
                break;
            case SchemaKind.Object:
                TypeWriter.WriteMembers(json, value.Object!, components);
                break;
            case SchemaKind.Any:
                break;
            case var kind when WellKnownSchemas.NameOf(kind) is { } name:
                WriteReference(json, components.Reference(name, kind));
                break;
            default:
                WriteScalar(json, value.Kind, allowed);
                break;
        }
    }

    // a custom resource's nested types have no component: they stand where they are used
    private static bool IsBuiltIn(TypeSchema type) => ReferenceEquals(TypeSchemas.Find(type.Name), type);

    private static void WriteScalar(Utf8JsonWriter json, SchemaKind kind, IReadOnlyList<string> allowed)
    {
        var (type, format) = kind switch
        {
            SchemaKind.Boolean => ("boolean", null),
            SchemaKind.Int32 => ("integer", "int32"),
            SchemaKind.Int64 => ("integer", "int64"),
            SchemaKind.Double => ("number", "double"),
            SchemaKind.Bytes => ("string", "byte"),
            _ => ("string", (string?)null),
        };
        json.WriteString("type"u8, type);
        if (format is not null)
        {
            json.WriteString("format"u8, format);
        }

        WriteStrings(json, "enum", allowed);
    }

    private static void WriteZero(Utf8JsonWriter json, ValueSchema value)
    {
        switch (value.Kind)
        {
            case SchemaKind.Object when IsBuiltIn(value.Object!):
                json.WriteStartObject("default"u8);
                json.WriteEndObject();
                break;
            case SchemaKind.String:
                json.WriteString("default"u8, ""u8);
                break;
            case SchemaKind.Boolean:
                json.WriteBoolean("default"u8, false);
                break;
            case SchemaKind.Int32 or SchemaKind.Int64 or SchemaKind.Double:
                json.WriteNumber("default"u8, 0);
                break;
        }
    }

    private static void WriteMerging(Utf8JsonWriter json, FieldSchema field)
    {
        WriteStrings(json, "x-kubernetes-list-map-keys", field.ListMapKeys);
        if (field.ListType is { } list)
        {
            json.WriteString("x-kubernetes-list-type"u8, list switch { ListType.Map => "map"u8, ListType.Set => "set"u8, _ => "atomic"u8 });
        }

        if (field.Atomic is { } atomic)
        {
            json.WriteString("x-kubernetes-map-type"u8, atomic ? "atomic"u8 : "granular"u8);
        }

        if (field.PatchMergeKey.Length > 0)
        {
            json.WriteString("x-kubernetes-patch-merge-key"u8, field.PatchMergeKey);
        }

        if (field.PatchStrategy != PatchStrategies.None)
        {
            json.WriteString("x-kubernetes-patch-strategy"u8, StrategyText(field.PatchStrategy));
        }
    }

    private static string StrategyText(PatchStrategies strategy)
    {
        List<string> parts = [];
        foreach (var (flag, name) in (ReadOnlySpan<(PatchStrategies, string)>)
            [(PatchStrategies.Merge, "merge"), (PatchStrategies.Replace, "replace"), (PatchStrategies.RetainKeys, "retainKeys")])
        {
            if ((strategy & flag) == flag)
            {
                parts.Add(name);
            }
        }

        return string.Join(',', parts);
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
