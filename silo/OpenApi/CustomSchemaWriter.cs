using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Writes the schema of a custom resource as its author wrote it, with what every object has put in.</summary>
internal static class CustomSchemaWriter
{
    /// <summary>Writes a component.</summary>
    public static void Write(Utf8JsonWriter json, KindDescriptor kind, Components components)
    {
        var extension = new KindExtension(kind.Group, kind.Version, kind.Kind);
        if (kind.OpenApiSchema is null)
        {
            TypeWriter.Write(json, kind.Schema, extension, components);
            return;
        }

        using var schema = JsonDocument.Parse(JsonModel.ToBytes(kind.OpenApiSchema));
        json.WriteStartObject();
        foreach (var member in schema.RootElement.EnumerateObject())
        {
            if (!member.NameEquals("properties"))
            {
                member.WriteTo(json);
            }
        }

        json.WriteStartObject("properties"u8);
        WriteOwn(json, components);
        if (schema.RootElement.TryGetProperty("properties"u8, out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (property.Name is not ("apiVersion" or "kind" or "metadata"))
                {
                    property.WriteTo(json);
                }
            }
        }

        json.WriteEndObject();
        extension.WriteListTo(json);
        json.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter json, Components components)
    {
        WriteText(json, "apiVersion", "APIVersion defines the version of the schema that this object is written in: group and version.");
        WriteText(json, "kind", "What kind of object this is, in CamelCase.");
        json.WriteStartObject("metadata"u8);
        json.WriteString("description"u8, "Standard object's metadata: its name, labels and the like.");
        json.WriteStartArray("allOf"u8);
        json.WriteStartObject();
        json.WriteString("$ref"u8, components.Reference(TypeSchemas.Get("meta/v1.ObjectMeta")));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("description"u8, description);
        json.WriteString("type"u8, "string"u8);
        json.WriteEndObject();
    }
}
