using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Models.ApiExtensions.V1;

/// <summary>In a JSON schema's <c>items</c>: one schema, or a list of them.</summary>
public sealed class JSONSchemaPropsOrArray : IJsonModel<JSONSchemaPropsOrArray>
{
    private static readonly TypeSchema Table = new("v1.JSONSchemaPropsOrArray", []);

    /// <summary>The one schema.</summary>
    public JSONSchemaProps? Schema { get; set; }

    /// <summary>The list of schemas.</summary>
    public List<JSONSchemaProps>? JSONSchemas { get; set; }

    /// <inheritdoc/>
    static TypeSchema IJsonModel<JSONSchemaPropsOrArray>.Schema => Table;

    /// <inheritdoc/>
    public static JSONSchemaPropsOrArray Read(ref Utf8JsonReader reader, JsonReadContext context) => reader.TokenType == JsonTokenType.StartArray
        ? new JSONSchemaPropsOrArray { JSONSchemas = JsonReadCollections.List(ref reader, context, JSONSchemaProps.Read) }
        : new JSONSchemaPropsOrArray { Schema = JSONSchemaProps.Read(ref reader, context) };

    /// <inheritdoc/>
    public JSONSchemaPropsOrArray DeepCopy() => new() { Schema = Schema?.DeepCopy(), JSONSchemas = JsonCopy.Models(JSONSchemas) };

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer)
    {
        if (JSONSchemas is { Count: > 0 })
        {
            JsonWrite.Models(writer, JSONSchemas);
        }
        else if (Schema is not null)
        {
            Schema.Write(writer);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
