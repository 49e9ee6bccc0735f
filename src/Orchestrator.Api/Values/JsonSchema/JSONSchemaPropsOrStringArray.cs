using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Models.ApiExtensions.V1;

/// <summary>In a JSON schema's <c>dependencies</c>: a schema, or a list of property names.</summary>
public sealed class JSONSchemaPropsOrStringArray : IJsonModel<JSONSchemaPropsOrStringArray>
{
    private static readonly TypeSchema Table = new("v1.JSONSchemaPropsOrStringArray", []);

    /// <summary>The schema.</summary>
    public JSONSchemaProps? Schema { get; set; }

    /// <summary>The names of properties.</summary>
    public List<string>? Property { get; set; }

    /// <inheritdoc/>
    static TypeSchema IJsonModel<JSONSchemaPropsOrStringArray>.Schema => Table;

    /// <inheritdoc/>
    public static JSONSchemaPropsOrStringArray Read(ref Utf8JsonReader reader, JsonReadContext context) => reader.TokenType == JsonTokenType.StartArray
        ? new JSONSchemaPropsOrStringArray
        {
            Property = JsonReadCollections.List(ref reader, context, static (ref Utf8JsonReader reader, JsonReadContext _) => JsonRead.String(ref reader)),
        }
        : new JSONSchemaPropsOrStringArray { Schema = JSONSchemaProps.Read(ref reader, context) };

    /// <inheritdoc/>
    public JSONSchemaPropsOrStringArray DeepCopy() => new() { Schema = Schema?.DeepCopy(), Property = JsonCopy.List(Property) };

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer)
    {
        if (Property is { Count: > 0 })
        {
            JsonWrite.Strings(writer, Property);
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
