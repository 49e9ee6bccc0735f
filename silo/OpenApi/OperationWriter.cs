using System.Text.Json;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.OpenApi;

/// <summary>Writes an operation.</summary>
internal static class OperationWriter
{
    private static readonly string[] ListTypes = [.. MediaTypes.Produced, .. MediaTypes.Streamed];

    /// <summary>Writes it under its method.</summary>
    public static void Write(Utf8JsonWriter json, OpenApiOperation operation, string tag)
    {
        json.WriteStartObject(operation.Method);
        json.WriteStartArray("tags"u8);
        json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteString("operationId"u8, operation.Id);
        if (operation.Query.Count > 0)
        {
            json.WriteStartArray("parameters"u8);
            foreach (var parameter in operation.Query)
            {
                QueryParameters.Write(json, parameter);
            }

            json.WriteEndArray();
        }

        if (operation.Body is { } body)
        {
            json.WriteStartObject("requestBody"u8);
            WriteContent(json, operation.BodyTypes, body);
            json.WriteEndObject();
        }

        WriteResponses(json, operation);
        json.WriteString("x-kubernetes-action"u8, operation.Action);
        operation.Kind.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>Writes what an operation answers: its schema with each code of success, and that the caller may be unknown.</summary>
    public static void WriteResponses(Utf8JsonWriter json, string action, IReadOnlyList<string> types, string? answer)
    {
        json.WriteStartObject("responses"u8);
        foreach (var code in Codes(action))
        {
            json.WriteStartObject(code);
            json.WriteString("description"u8, code switch { "200" => "OK"u8, "201" => "Created"u8, _ => "Accepted"u8 });
            WriteContent(json, types, answer);
            json.WriteEndObject();
        }

        json.WriteStartObject("401"u8);
        json.WriteString("description"u8, "Unauthorized"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResponses(Utf8JsonWriter json, OpenApiOperation operation) => WriteResponses(
        json,
        operation.Action,
        operation switch { { Action: "connect" } => ["*/*"], { Answer: null } => ["text/plain"], { Action: "list" } => ListTypes, _ => MediaTypes.Produced },
        operation.Answer);

    private static void WriteContent(Utf8JsonWriter json, IReadOnlyList<string> types, string? reference)
    {
        json.WriteStartObject("content"u8);
        foreach (var type in types)
        {
            json.WriteStartObject(type);
            json.WriteStartObject("schema"u8);
            if (reference is null)
            {
                json.WriteString("type"u8, "string"u8);
            }
            else
            {
                json.WriteString("$ref"u8, reference);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string[] Codes(string action) => action switch
    {
        "post" => ["200", "201", "202"],
        "put" or "patch" => ["200", "201"],
        "delete" => ["200", "202"],
        _ => ["200"],
    };
}
