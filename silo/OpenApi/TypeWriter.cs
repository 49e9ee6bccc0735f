using System.Text.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.OpenApi.Descriptions;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Writes the schema of an object type.</summary>
internal static class TypeWriter
{
    /// <summary>Writes a component.</summary>
    public static void Write(Utf8JsonWriter json, TypeSchema type, KindExtension? kind, Components components)
    {
        json.WriteStartObject();
        if (DescriptionTable.Of(type) is { } description)
        {
            json.WriteString("description"u8, description);
        }

        WriteMembers(json, type, components);
        kind?.WriteListTo(json);
        json.WriteEndObject();
    }

    /// <summary>Writes what the schema of an object says, wherever it stands.</summary>
    public static void WriteMembers(Utf8JsonWriter json, TypeSchema type, Components components)
    {
        json.WriteString("type"u8, "object"u8);
        var fields = type.JsonFields;
        if (fields.Count > 0)
        {
            WriteRequired(json, fields);
            json.WriteStartObject("properties"u8);
            foreach (var field in fields)
            {
                json.WritePropertyName(field.Name);
                FieldWriter.Write(json, field, DescriptionTable.Of(type, field), components);
            }

            json.WriteEndObject();
        }

        if (type.AdditionalFields is { } additional)
        {
            json.WritePropertyName("additionalProperties"u8);
            FieldWriter.WriteElement(json, additional, [], components);
        }

        if (type.PreserveUnknownFields)
        {
            json.WriteBoolean("x-kubernetes-preserve-unknown-fields"u8, true);
        }

        if (type.Atomic)
        {
            json.WriteString("x-kubernetes-map-type"u8, "atomic"u8);
        }
    }

    /// <summary>Writes the list of a custom resource, which no table of types has.</summary>
    public static void WriteList(Utf8JsonWriter json, KindDescriptor kind, Components components)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "object"u8);
        json.WriteStartArray("required"u8);
        json.WriteStringValue("items"u8);
        json.WriteEndArray();
        json.WriteStartObject("properties"u8);
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            json.WriteStartObject(name);
            json.WriteString("type"u8, "string"u8);
            json.WriteEndObject();
        }

        json.WriteStartObject("metadata"u8);
        FieldWriter.WriteReference(json, components.Reference(TypeSchemas.Get("meta/v1.ListMeta")));
        json.WriteEndObject();
        json.WriteStartObject("items"u8);
        json.WriteString("type"u8, "array"u8);
        json.WriteStartObject("items"u8);
        FieldWriter.WriteReference(json, components.Reference(kind));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        new KindExtension(kind.Group, kind.Version, kind.ListKind).WriteListTo(json);
        json.WriteEndObject();
    }

    // as for Go's types: a field must be there unless it is declared optional or left out when empty
    private static void WriteRequired(Utf8JsonWriter json, IReadOnlyList<FieldSchema> fields)
    {
        var started = false;
        foreach (var field in fields)
        {
            if (field.Optional || field.OmitEmpty || field.OmitZero)
            {
                continue;
            }

            if (!started)
            {
                json.WriteStartArray("required"u8);
                started = true;
            }

            json.WriteStringValue(field.Name);
        }

        if (started)
        {
            json.WriteEndArray();
        }
    }
}
