using System.Text.Json;

namespace Orchestrator.Silo.OpenApi.V2;

/// <summary>Writes a path of OpenAPI v3 as v2 has it: bodies are parameters, and media types are the operation's.</summary>
internal static class SwaggerPaths
{
    /// <summary>Writes the path.</summary>
    public static void Write(Utf8JsonWriter json, JsonProperty path)
    {
        json.WriteStartObject(path.Name);
        foreach (var member in path.Value.EnumerateObject())
        {
            if (member.NameEquals("parameters"u8))
            {
                WriteParameters(json, member.Value, body: null);
            }
            else
            {
                json.WritePropertyName(member.Name);
                WriteOperation(json, member.Value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteOperation(Utf8JsonWriter json, JsonElement operation)
    {
        json.WriteStartObject();
        var hasBody = operation.TryGetProperty("requestBody"u8, out var body);
        var hasParameters = operation.TryGetProperty("parameters"u8, out var parameters);
        if (hasBody || hasParameters)
        {
            WriteParameters(json, parameters, hasBody ? body : null);
        }

        WriteMediaTypes(json, "consumes"u8, hasBody ? body : null);
        foreach (var member in operation.EnumerateObject())
        {
            if (member.NameEquals("responses"u8))
            {
                WriteMediaTypes(json, "produces"u8, FirstWithContent(member.Value));
                WriteResponses(json, member.Value);
            }
            else if (!member.NameEquals("parameters"u8) && !member.NameEquals("requestBody"u8))
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, JsonElement parameters, JsonElement? body)
    {
        json.WriteStartArray("parameters"u8);
        if (body is { } content && SchemaOf(content) is { } schema)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, "body"u8);
            json.WriteString("in"u8, "body"u8);
            json.WriteBoolean("required"u8, true);
            json.WritePropertyName("schema"u8);
            SwaggerSchemas.Write(json, schema);
            json.WriteEndObject();
        }

        if (parameters.ValueKind == JsonValueKind.Array)
        {
            foreach (var parameter in parameters.EnumerateArray())
            {
                WriteParameter(json, parameter);
            }
        }

        json.WriteEndArray();
    }

    // the members of a parameter's schema stand in the parameter itself
    private static void WriteParameter(Utf8JsonWriter json, JsonElement parameter)
    {
        json.WriteStartObject();
        foreach (var member in parameter.EnumerateObject())
        {
            if (!member.NameEquals("schema"u8))
            {
                member.WriteTo(json);
                continue;
            }

            foreach (var inner in member.Value.EnumerateObject())
            {
                inner.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteResponses(Utf8JsonWriter json, JsonElement responses)
    {
        json.WriteStartObject("responses"u8);
        foreach (var response in responses.EnumerateObject())
        {
            json.WriteStartObject(response.Name);
            response.Value.GetProperty("description"u8).WriteTo(json, "description"u8);
            if (SchemaOf(response.Value) is { } schema)
            {
                json.WritePropertyName("schema"u8);
                SwaggerSchemas.Write(json, schema);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMediaTypes(Utf8JsonWriter json, ReadOnlySpan<byte> name, JsonElement? message)
    {
        if (message is not { } found || !found.TryGetProperty("content"u8, out var content))
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var type in content.EnumerateObject())
        {
            json.WriteStringValue(type.Name);
        }

        json.WriteEndArray();
    }

    private static JsonElement? FirstWithContent(JsonElement responses)
    {
        foreach (var response in responses.EnumerateObject())
        {
            if (response.Value.TryGetProperty("content"u8, out _))
            {
                return response.Value;
            }
        }

        return null;
    }

    private static JsonElement? SchemaOf(JsonElement message)
    {
        if (message.TryGetProperty("content"u8, out var content))
        {
            foreach (var type in content.EnumerateObject())
            {
                return type.Value.GetProperty("schema"u8);
            }
        }

        return null;
    }

    private static void WriteTo(this JsonElement value, Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }
}
