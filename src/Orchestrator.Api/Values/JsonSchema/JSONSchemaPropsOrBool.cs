using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Models.ApiExtensions.V1;

/// <summary>In a JSON schema's <c>additionalProperties</c>: a schema, or whether anything is allowed.</summary>
public sealed class JSONSchemaPropsOrBool : IJsonModel<JSONSchemaPropsOrBool>
{
    private static readonly TypeSchema Table = new("v1.JSONSchemaPropsOrBool", []);

    /// <summary>Whether anything is allowed; true beside a schema.</summary>
    public bool Allows { get; set; }

    /// <summary>The schema.</summary>
    public JSONSchemaProps? Schema { get; set; }

    /// <inheritdoc/>
    static TypeSchema IJsonModel<JSONSchemaPropsOrBool>.Schema => Table;

    /// <inheritdoc/>
    public static JSONSchemaPropsOrBool Read(ref Utf8JsonReader reader, JsonReadContext context) => reader.TokenType switch
    {
        JsonTokenType.True => new JSONSchemaPropsOrBool { Allows = true },
        JsonTokenType.False => new JSONSchemaPropsOrBool(),
        JsonTokenType.StartObject => new JSONSchemaPropsOrBool { Allows = true, Schema = JSONSchemaProps.Read(ref reader, context) },
        _ => throw new JsonDecodeException("boolean or JSON schema expected"),
    };

    /// <inheritdoc/>
    public JSONSchemaPropsOrBool DeepCopy() => new() { Allows = Allows, Schema = Schema?.DeepCopy() };

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer)
    {
        if (Schema is not null)
        {
            Schema.Write(writer);
        }
        else
        {
            writer.WriteBooleanValue(Allows);
        }
    }
}
