using System.Text.Json;

namespace Orchestrator.Silo.OpenApi.V2;

/// <summary>
/// Writes the one document of OpenAPI v2 (Swagger) from the documents of v3: the same paths and schemas in the older form, all groups together.
/// What a version 2 schema cannot say (alternatives, null) is left out, as a real server leaves it out.
/// </summary>
internal static class SwaggerWriter
{
    /// <param name="json">Where to.</param>
    /// <param name="documents">The documents of v3, one for each version of a group.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<JsonElement> documents)
    {
        json.WriteStartObject();
        json.WriteString("swagger"u8, "2.0"u8);
        json.WritePropertyName("info"u8);
        documents[0].GetProperty("info"u8).WriteTo(json);
        json.WriteStartObject("paths"u8);
        foreach (var document in documents)
        {
            foreach (var path in document.GetProperty("paths"u8).EnumerateObject())
            {
                SwaggerPaths.Write(json, path);
            }
        }

        json.WriteEndObject();
        json.WriteStartObject("definitions"u8);
        WriteDefinitions(json, documents);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // the machinery's types are in the document of every group
    private static void WriteDefinitions(Utf8JsonWriter json, IReadOnlyList<JsonElement> documents)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            foreach (var schema in document.GetProperty("components"u8).GetProperty("schemas"u8).EnumerateObject())
            {
                if (written.Add(schema.Name))
                {
                    json.WritePropertyName(schema.Name);
                    SwaggerSchemas.WriteDefinition(json, schema.Value);
                }
            }
        }
    }
}
