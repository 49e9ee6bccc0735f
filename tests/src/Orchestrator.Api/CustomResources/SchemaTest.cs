using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Tests.CustomResources;

/// <summary>Schemas for tests, from their JSON.</summary>
internal static class SchemaTest
{
    /// <summary>A compiled schema.</summary>
    public static SchemaNode Schema(string json) => SchemaCompiler.Compile(JsonModel.Read<JSONSchemaProps>(System.Text.Encoding.UTF8.GetBytes(json)));

    /// <summary>The schema of an object with one field <c>v</c>.</summary>
    public static SchemaNode Field(string schema) => Schema("{\"type\":\"object\",\"properties\":{\"v\":" + schema + "}}");

    /// <summary>A tree.</summary>
    public static JsonObject Tree(string json) => (JsonObject)JsonNode.Parse(json)!;
}
